import type { CallRecord } from '../../calls/call.ts'
import { inZone } from '../../calls/time.ts'
import { csvCell } from '../files/csv-cell.ts'
import type { MissingReason } from './recording-failure.ts'

export const MANIFEST_NAME = 'manifest.csv'

/** What became of the recording of a call. */
export type Fate =
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
/** Lines in memory before they go to the browser's blob store. */
const LINES_HELD = 1_000

/** The list of all calls of an archive, and what became of the recording of each. */
export interface Manifest {
  add: (call: CallRecord, fate: Fate) => void
  /** The file: CSV, UTF-8 with BOM, every cell quoted, cells a spreadsheet would run defused. */
  file: () => Blob
}

/** Makes the manifest of an archive whose times are those of `timeZone`. */
export function createManifest(timeZone: string): Manifest {
  const parts = [new Blob(['\ufeff'])] // the byte order mark
  let lines = [csvLine(COLUMNS)]

  function flush(): void {
    parts.push(new Blob(lines))
    lines = []
  }

  return {
    add(call, fate) {
      lines.push(csvLine(cellsOf(call, fate, timeZone)))
      if (lines.length >= LINES_HELD) flush()
    },
    file() {
      flush()
      return new Blob(parts)
    },
  }
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => csvCell(cell, ',')).join(',')}\r\n`
}

function cellsOf(call: CallRecord, fate: Fate, timeZone: string): string[] {
  const isTime = !Number.isNaN(Date.parse(call.startedAt))
  const file = fate.state === 'missing' ? ['', '', ''] : [fate.file, `${fate.bytes}`, fate.sha256]
  return [
    call.id,
    isTime ? inZone(call.startedAt, timeZone) : call.startedAt,
    call.agent ?? '',
    call.caller,
    call.called,
    fate.state,
    ...file,
    fate.state === 'whole' ? '' : fate.reason,
  ]
}
