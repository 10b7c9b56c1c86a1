import type { CallRecord } from '../../contract/record.ts'
import { defuse } from '../defuse.ts'
import type { Sheet } from '../sheet.ts'
import { eachText, type Texts } from './byte-stream.ts'
import { fieldOf } from './field.ts'
import { fieldText } from './field-text.ts'

/** Quoted (RFC 4180), and defused: a spreadsheet shows it and never runs it. */
function quoted(text: string): string {
  return `"${defuse(text).replaceAll('"', '""')}"`
}

/**
 * A CSV file of calls: with a BOM, CRLF between its lines, every cell quoted. All of them, as the
 * file ends without a line break: a last line of one empty cell would else be no line at all.
 */
export async function* csvTexts(calls: AsyncIterable<readonly CallRecord[]>, sheet: Sheet): Texts {
  const { columns, separator } = sheet
  const cells = columns.map((column) => fieldText(fieldOf(column), sheet))
  yield [`\ufeff${columns.map(({ label }) => quoted(label)).join(separator)}`]
  for await (const batch of calls)
    yield eachText(
      batch,
      (call) => `\r\n${cells.map((cell) => quoted(cell(call))).join(separator)}`,
    )
}
