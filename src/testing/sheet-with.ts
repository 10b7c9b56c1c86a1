import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import type { Sheet, SheetColumn } from '../export/sheet.ts'

/** Returns a column of a call. Its label is its id. */
export function column(id: ColumnId, label: string = id): SheetColumn {
  return { kind: 'call', id, label }
}

/** Returns a sheet with all columns, with `parts`. */
export function sheetWith(parts: Partial<Sheet> = {}): Sheet {
  return {
    columns: COLUMNS.map((id) => column(id)),
    values: 'words',
    words: {
      hangupReason: { 0: 'Normal', 1: 'Busy' },
      callType: { 3: 'Outbound' },
      hungUpBy: { 0: 'Caller' },
      unknown: 'Unknown ({code})',
    },
    timeZone: 'Asia/Shanghai',
    origin: 'https://calls.example:8443',
    separator: ',',
    ...parts,
  }
}

/** Yields `calls` in batches of `size`. */
export async function* inBatches(
  calls: readonly CallRecord[],
  size = 100,
): AsyncGenerator<readonly CallRecord[], void> {
  for (let at = 0; at < calls.length; at += size) yield calls.slice(at, at + size)
}

/** Returns the complete output of a writer. */
export async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}
