import type { CallRecord } from '../../calls/call.ts'
import { absoluteAddress } from '../../calls/fields.ts'
import { type Bytes, eachText, encodeTexts } from './csv.ts'
import type { Batches, Sheet, SheetColumn } from './sheet.ts'

/** Returns the function that reads a call's own value: codes and times as the endpoint has them. */
function readerOf({ id, field }: SheetColumn, origin: string): (call: CallRecord) => unknown {
  if (field.kind === 'path') return (call) => absoluteAddress(field.of(call), origin)
  if (id === 'starred' || id === 'notes') return field.of
  return (call) => call[id]
}

/**
 * Writes JSON Lines: one call a line, each ended by LF, with the ids of the columns as keys. The file
 * is for programs, so it has codes and never words.
 */
export function writeJsonl(calls: Batches, { columns, origin }: Sheet): Bytes {
  const members = columns.map((column) => {
    const [key, read] = [JSON.stringify(column.id), readerOf(column, origin)]
    return (call: CallRecord) => `${key}:${JSON.stringify(read(call))}`
  })

  async function* lines() {
    for await (const batch of calls)
      yield eachText(batch, (call) => `{${members.map((member) => member(call)).join(',')}}\n`)
  }

  return encodeTexts(lines())
}
