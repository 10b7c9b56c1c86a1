import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import type { Sheet, SheetColumn } from '../export/sheet.ts'

/** A column of a call's own; its label is its id. */
export function column(id: ColumnId, label: string = id): SheetColumn {
  return { kind: 'call', id, label }
}

/** A sheet with all columns, and what matters to a test in `parts`. */
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

/** `calls` in batches of `size`. */
export async function* inBatches(
  calls: readonly CallRecord[],
  size = 100,
): AsyncGenerator<readonly CallRecord[], void> {
  for (let at = 0; at < calls.length; at += size) yield calls.slice(at, at + size)
}

/** All that a writer makes. */
export async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}
