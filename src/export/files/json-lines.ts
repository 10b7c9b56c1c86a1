import type { CallRecord } from '../../calls/call.ts'
import type { Sheet, SheetColumn } from '../sheet.ts'
import { eachText, type Texts } from './byte-stream.ts'
import { fieldOf } from './field.ts'
import { absoluteAddress } from './field-text.ts'

/** What a program reads of a call: the contract's own value, codes and times as they are. */
function readerOf(column: SheetColumn, origin: string): (call: CallRecord) => unknown {
  const field = fieldOf(column)
  if (field.kind === 'path') return (call) => absoluteAddress(field.of(call), origin)
  if (column.kind === 'extra') return field.of
  const { id } = column
  return (call) => call[id]
}

/**
 * JSON Lines: a call a line, each ended by LF, with the columns' ids as keys. It is for programs,
 * so it has codes and never words.
 */
export async function* jsonLines(
  calls: AsyncIterable<readonly CallRecord[]>,
  { columns, origin }: Sheet,
): Texts {
  const entries = columns.map((column) => {
    const [key, value] = [JSON.stringify(column.id), readerOf(column, origin)]
    return (call: CallRecord) => `${key}:${JSON.stringify(value(call))}`
  })
  for await (const batch of calls)
    yield eachText(batch, (call) => `{${entries.map((entry) => entry(call)).join(',')}}\n`)
}
