import type { CallRecord } from '../../calls/call.ts'
import type { Sheet } from '../sheet.ts'
import { eachText, type Texts } from './byte-stream.ts'
import { csvCell } from './csv-cell.ts'
import { fieldOf } from './field.ts'
import { fieldText } from './field-text.ts'

/**
 * A CSV file of calls: with a BOM, CRLF between its lines, every cell quoted. All of them, as the
 * file ends without a line break: a last line of one empty cell would else be no line at all.
 */
export async function* csvTexts(calls: AsyncIterable<readonly CallRecord[]>, sheet: Sheet): Texts {
  const { columns, separator } = sheet
  const cells = columns.map((column) => fieldText(fieldOf(column), sheet))
  yield [`\ufeff${columns.map(({ label }) => csvCell(label, separator)).join(separator)}`]
  for await (const batch of calls)
    yield eachText(
      batch,
      (call) => `\r\n${cells.map((cell) => csvCell(cell(call), separator)).join(separator)}`,
    )
}
