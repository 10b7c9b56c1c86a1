import { escapeFormula, type Separator, withoutControls } from '../../calls/escape-formula.ts'
import { fieldText } from '../../calls/fields.ts'
import type { Batches, Sheet } from './sheet.ts'

/** Bytes of a file, in parts. */
export type Bytes = AsyncGenerator<Uint8Array<ArrayBuffer>, void>

/** Long enough that the cost of a part hardly counts, and short enough for V8's young generation. */
const PART_CHARACTERS = 65_536

/** Encodes texts as UTF-8 in parts of about 64 KiB. */
export async function* encodeTexts(texts: AsyncIterable<Iterable<string>>): Bytes {
  let part = ''
  for await (const some of texts)
    for (const text of some) {
      part += text
      if (part.length < PART_CHARACTERS) continue
      yield Buffer.from(part)
      part = ''
    }
  if (part !== '') yield Buffer.from(part)
}

/** Writes each item as text, one by one as they are encoded. */
export function* eachText<Item>(
  items: Iterable<Item>,
  write: (item: Item) => string,
): Generator<string, void> {
  for (const item of items) yield write(item)
}

/**
 * Writes a cell of a CSV file: quoted (RFC 4180), without control characters, and with escaped
 * formulas.
 */
export function csvCell(text: string, separator: Separator): string {
  return `"${escapeFormula(withoutControls(text), separator).replaceAll('"', '""')}"`
}

/**
 * Writes a CSV file of calls: UTF-8 with a byte order mark, CRLF between lines, all cells quoted. The
 * file ends without a line break, so a last line with one empty cell needs its quotes.
 */
export function writeCsv(calls: Batches, sheet: Sheet): Bytes {
  const { columns, separator } = sheet
  const texts = columns.map(({ field }) => fieldText(field, sheet))

  async function* lines() {
    yield [`\ufeff${columns.map(({ label }) => csvCell(label, separator)).join(separator)}`]
    for await (const batch of calls)
      yield eachText(
        batch,
        (call) => `\r\n${texts.map((text) => csvCell(text(call), separator)).join(separator)}`,
      )
  }

  return encodeTexts(lines())
}
