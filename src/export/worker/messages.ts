import type { FailureCode } from '../../api/client.ts'
import type { HaltReason } from '../export-halt.ts'
import type { ExportPlan } from '../plan.ts'
import type { Slice } from '../slices/slice.ts'

/** How far an export is. */
export interface Progress {
  /** Calls that were read. */
  rows: number
  /** Calls there are, as far as the vendor has said. */
  total: number | null
  /** Why it waits before it asks again. */
  trouble: FailureCode | null
}

/** What an export came to. */
export interface ExportEnd {
  /** Calls in the file, each once. */
  rows: number
  /** Calls that the vendor says there are. */
  total: number
  /** Parts of the period whose calls did not add up. */
  short: Slice[]
  /** Why it could not be checked in the end whether these are all; `null` where it was. */
  unchecked: FailureCode | null
  isComplete: boolean
  /** Recordings that are not in an archive, or not whole. */
  missing: number
}

/** A request that failed, as it can be sent. */
export interface SentFailure {
  code: FailureCode
  detail?: string | undefined
  requestId?: string | undefined
  vendorStatus?: string | undefined
}

export type ExportRequest =
  /** @param goesOn from what an earlier run of the same plan has kept */
  | { ask: 'begin'; plan: ExportPlan; goesOn: boolean }
  | { ask: 'pause' }
  | { ask: 'resume' }
  | { ask: 'cancel' }

export type ExportAnswer =
  | ({ say: 'progress' } & Progress)
  | { say: 'end'; end: ExportEnd; file: Blob; name: string }
  /** `failure` is `null` where no request failed, `halt` where nothing known; `isKept` where it can go on from what it has. */
  | {
      say: 'failed'
      rows: number
      failure: SentFailure | null
      halt: HaltReason | null
      isKept: boolean
    }
  | { say: 'cancelled' }
