import type { CallRecord, Coverage, RecordsPage, Session } from '../../calls/call.ts'
import type { Summary } from '../../calls/figures.ts'
import type { TimeSpan } from '../../calls/periods.ts'
import type { RecordsQuery } from '../../calls/query.ts'

/** A call that a user selected. `startedAt` (ISO 8601 with offset) is where the vendor has it. */
export type SelectedCall = Pick<CallRecord, 'id' | 'startedAt'>

/** How long a request waits for a view to be read whole. */
export interface Wait {
  /** Seconds; 0 answers at once. */
  holdSeconds: number
  /** Aborts when the client leaves. */
  signal: AbortSignal
}

/** The calls of a view at one moment. `recording` is the vendor's URL. */
export interface CallSource extends TimeSpan {
  coverage: Coverage
  /** Calls that `batches` yields. */
  rows: number
  /**
   * Yields the calls in the order of the query, at most a few thousand at once. Later reads do not
   * change them. The caller must read to the end or call `return()`.
   */
  batches: () => AsyncGenerator<CallRecord[], void>
}

/** Answers questions about the calls that were read. */
export interface Mirror {
  place: Session['mirror']
  /** One page of a query that the vendor cannot answer. `recording` is the vendor's URL. */
  records: (query: RecordsQuery, signal: AbortSignal) => Promise<RecordsPage>
  summary: (
    query: RecordsQuery,
    options: { read: 'auto' | 'all' | 'none'; withAgents: boolean } & Wait,
  ) => Promise<Summary>
  /** Starts reading whatever `READ_LIMIT` says, if `holdSeconds` is above 0. */
  openView: (query: RecordsQuery, wait: Wait) => Promise<CallSource>
  /** Finds selected calls, in their order. Those that were not read are requested from the vendor. */
  openSelection: (calls: readonly SelectedCall[], signal: AbortSignal) => Promise<CallSource>
  close: () => void
}
