import type { CallRecord } from '../../calls/call.ts'
import type { ProblemCode } from '../../calls/problems.ts'
import { inZone } from '../../calls/time.ts'
import { csvCell } from './csv.ts'

export const MANIFEST_NAME = 'manifest.csv'

/** Why a recording is missing in an archive, or incomplete. */
export type MissingReason =
  | ProblemCode
  /** The call has no recording. */
  | 'none'
  /** The vendor sent an address that cannot be fetched. */
  | 'unusable'
  /** The call has only just ended, so the recording may still come. */
  | 'recording_pending'
  /** It changed while it was read. */
  | 'recording_changed'
  /** The archive has as many files as an archive can have. */
  | 'archive_full'

/** The part of a call's recording that the archive has. */
export type ArchivedState =
  | { state: 'whole'; file: string; bytes: number; sha256: string }
  | { state: 'incomplete'; file: string; bytes: number; sha256: string; reason: MissingReason }
  | { state: 'missing'; reason: MissingReason }

const COLUMNS = [
  'id',
  'startedAt',
  'agent',
  'caller',
  'called',
  'state',
  'file',
  'bytes',
  'sha256',
  'reason',
]

/** The list of all calls of an archive, and of what it has of each recording. */
export interface Manifest {
  add: (call: CallRecord, archived: ArchivedState) => void
  /** Yields the file: CSV, UTF-8 with a byte order mark, all cells quoted, formulas escaped. */
  file: () => AsyncGenerator<Buffer, void>
}

/** Creates the manifest of an archive. @param timeZone IANA zone of the times */
export function createManifest(timeZone: string): Manifest {
  const lines = [`\ufeff${csvLine(COLUMNS)}`]
  return {
    add(call, archived) {
      lines.push(csvLine(cellsOf(call, archived, timeZone)))
    },
    async *file() {
      for (const line of lines) yield Buffer.from(line)
    },
  }
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => csvCell(cell, ',')).join(',')}\r\n`
}

function cellsOf(call: CallRecord, archived: ArchivedState, timeZone: string): string[] {
  const isTime = !Number.isNaN(Date.parse(call.startedAt))
  const file =
    archived.state === 'missing'
      ? ['', '', '']
      : [archived.file, String(archived.bytes), archived.sha256]
  return [
    call.id,
    isTime ? inZone(call.startedAt, timeZone) : call.startedAt,
    call.agent ?? '',
    call.caller,
    call.called,
    archived.state,
    ...file,
    archived.state === 'whole' ? '' : archived.reason,
  ]
}
