import { writeCsvStream } from 'hucre/csv'
import { defuse } from './defuse.ts'

/**
 * Writes rows as a CSV file: UTF-8 with BOM, comma, CRLF, every cell quoted (RFC 4180), cells that
 * a spreadsheet would run defused. All cells are quoted because the writer ends the file without a
 * line break: a last row of one empty cell would else be no row at all.
 *
 * Rows are pulled as they are written, and written parts are handed to the browser's blob store, so
 * memory does not grow with the number of rows.
 * @throws whatever `rows` throws; then there is no file
 */
export async function csvFile(
  header: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): Promise<Blob> {
  const parts: Blob[] = []
  const csv = writeCsvStream(defusedRows(rows), {
    headers: header.map(defuse),
    bom: true,
    quoteStyle: 'all',
  })
  await csv.pipeTo(
    new WritableStream({ write: (bytes) => void parts.push(new Blob([bytes.slice()])) }),
  )
  return new Blob(parts, { type: 'text/csv;charset=utf-8' })
}

async function* defusedRows(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string[]> {
  for await (const row of rows) yield row.map(defuse)
}
