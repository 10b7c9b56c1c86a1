import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { CALL_FIELDS } from '../calls/fields.ts'
import {
  createSheet,
  type NoteTexts,
  type Sheet,
  type SheetColumn,
} from '../server/export/sheet.ts'

/** Returns a column of a call. Its label is its id. */
export function column(id: ColumnId, label: string = id): SheetColumn {
  return { id, label, field: CALL_FIELDS[id] }
}

/** Returns the column of notes with `texts` by call id. */
export function notesColumn(texts: Record<string, string>, label = 'Notes'): SheetColumn {
  const notes: NoteTexts = new Map(Object.entries(texts).map(([id, text]) => [id, { notes: text }]))
  const [column] = sheetWith({}, { columns: ['notes'], notes }).columns
  return { ...(column as SheetColumn), label }
}

/** Returns an English sheet with all columns, with `parts`. */
export function sheetWith(
  parts: Partial<Sheet> = {},
  options: Partial<Parameters<typeof createSheet>[0]> = {},
): Sheet {
  const sheet = createSheet({
    columns: COLUMNS,
    codes: 'words',
    locale: 'en',
    separator: ',',
    notes: new Map(),
    timeZone: 'Asia/Shanghai',
    origin: 'https://calls.example:8443',
    ...options,
  })
  return { ...sheet, columns: sheet.columns.map((each) => ({ ...each, label: each.id })), ...parts }
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
