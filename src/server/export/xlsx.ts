import type { CallRecord } from '../../calls/call.ts'
import { type Bytes, eachText, encodeTexts } from './csv.ts'
import type { Batches, Sheet } from './sheet.ts'
import { cellWriter, columnLetters, columnWidth, headerCell, headerText } from './xlsx-cells.ts'
import { createLinks, type Links } from './xlsx-links.ts'
import {
  createTimeStyles,
  lastParts,
  MAIN,
  OFFICE,
  type TimeStyles,
  XML_DECLARATION,
} from './xlsx-parts.ts'
import { deflate, writeZip, type ZipEntry } from './zip.ts'

/** Limits of a sheet (Excel specifications and limits). */
const EXCEL = {
  /** With the header. */
  rows: 1_048_576,
  links: 65_530,
}

/** Keeps the first row in sight. */
const VIEW =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"' +
  ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'

/** A place in batches of calls, from which several sheets read one after the other. */
interface CallCursor {
  hasMore: () => Promise<boolean>
  /** Returns the next calls, at most `max`. The result is empty only at the end. */
  take: (max: number) => Promise<readonly CallRecord[]>
  close: () => Promise<void>
}

function createCallCursor(batches: Batches): CallCursor {
  const iterator = batches[Symbol.asyncIterator]()
  let batch: readonly CallRecord[] = []
  let at = 0

  async function hasMore(): Promise<boolean> {
    while (at >= batch.length) {
      const next = await iterator.next()
      if (next.done) return false
      batch = next.value
      at = 0
    }
    return true
  }

  return {
    hasMore,
    async take(max) {
      if (!(await hasMore())) return []
      const taken = batch.slice(at, at + max)
      at += taken.length
      return taken
    },
    async close() {
      await iterator.return?.()
    },
  }
}

/**
 * Creates the function that writes the XML of a sheet with the next calls, at most `rows` rows with
 * the header.
 */
function createWorksheetWriter(sheet: Sheet, styles: TimeStyles) {
  const columns = sheet.columns.map((column, index) => ({
    letters: columnLetters(index),
    header: headerText(column, sheet),
    width: columnWidth(column, headerText(column, sheet)),
    write: cellWriter(column, sheet, styles),
  }))
  const widths = columns.map(({ width }, index) => {
    const place = index + 1
    return `<col min="${place}" max="${place}" width="${width}" customWidth="1"/>`
  })
  const headers = columns.map(({ letters, header }) => headerCell(`${letters}1`, header))
  const start =
    `${XML_DECLARATION}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${VIEW}` +
    `${widths.length ? `<cols>${widths.join('')}</cols>` : ''}` +
    `<sheetData><row r="1">${headers.join('')}</row>`

  function row(call: CallRecord, place: number, links: Links): string {
    let cells = ''
    for (const { letters, write } of columns) cells += write(call, letters + place, links)
    return `<row r="${place}">${cells}</row>`
  }

  return async function* worksheet(calls: CallCursor, rows: number, links: Links) {
    yield [start]
    let place = 1
    while (place < rows) {
      const taken = await calls.take(rows - place)
      if (taken.length === 0) break
      yield eachText(taken, (call) => {
        place += 1
        return row(call, place, links)
      })
    }
    yield ['</sheetData>']
    if (!links.isEmpty()) {
      yield ['<hyperlinks>']
      yield links.elements()
      yield ['</hyperlinks>']
    }
    yield ['</worksheet>']
  }
}

async function* partsOf(
  calls: CallCursor,
  sheet: Sheet,
  limits: typeof EXCEL,
): AsyncGenerator<ZipEntry> {
  const styles = createTimeStyles()
  const worksheet = createWorksheetWriter(sheet, styles)
  let sheets = 0
  do {
    sheets += 1
    const links = createLinks(limits.links)
    const name = `sheet${sheets}.xml`
    const xml = encodeTexts(worksheet(calls, limits.rows, links))
    yield { path: `xl/worksheets/${name}`, packed: deflate(xml) }
    if (!links.isEmpty())
      yield { path: `xl/worksheets/_rels/${name}.rels`, packed: links.relationships() }
  } while (await calls.hasMore())
  for (const [path, xml] of lastParts(sheets, styles.offsets()))
    yield { path, packed: deflate(onlyChunk(xml)) }
}

async function* onlyChunk(text: string) {
  yield Buffer.from(text)
}

/**
 * Writes an XLSX workbook of calls. Rows beyond the limit of a sheet go to further sheets, each with
 * its own header. Links beyond the limit of a sheet are plain text.
 */
export async function* writeXlsx(
  batches: Batches,
  sheet: Sheet,
  limits: typeof EXCEL = EXCEL,
): Bytes {
  const calls = createCallCursor(batches)
  try {
    yield* writeZip(partsOf(calls, sheet, limits), false)
  } finally {
    await calls.close()
  }
}
