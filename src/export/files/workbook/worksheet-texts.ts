import type { CallRecord } from '../../../calls/call.ts'
import type { Sheet } from '../../sheet.ts'
import { eachText, type Texts } from '../byte-stream.ts'
import type { CallCursor } from './call-cursor.ts'
import { cellWriter, columnLetters, headerCell, headerText } from './cell-xml.ts'
import { columnWidth } from './column-width.ts'
import type { Links } from './links.ts'
import type { TimeStyles } from './styles.ts'
import { XML_DECLARATION } from './xml-text.ts'

const NAMESPACES =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"' +
  ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** The first row stays in sight. */
const VIEW =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"' +
  ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'

/** Writes what sheets of the same columns have in common. */
export interface WorksheetWriter {
  /** The sheet's XML with the calls that are left at `calls`, `rows` at most with its header. */
  texts: (calls: CallCursor, rows: number, links: Links) => Texts
}

/** Makes the writer of a workbook's sheets. @param styles notes what its times need */
export function createWorksheetWriter(sheet: Sheet, styles: TimeStyles): WorksheetWriter {
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
    `${XML_DECLARATION}<worksheet ${NAMESPACES}>${VIEW}${widths.length ? `<cols>${widths.join('')}</cols>` : ''}` +
    `<sheetData><row r="1">${headers.join('')}</row>`

  function row(call: CallRecord, place: number, links: Links): string {
    let cells = ''
    for (const { letters, write } of columns) cells += write(call, letters + place, links)
    return `<row r="${place}">${cells}</row>`
  }

  return {
    async *texts(calls, rows, links) {
      yield [start]
      let place = 1
      while (place < rows) {
        const taken = await calls.take(rows - place)
        if (taken.length === 0) break
        const first = place + 1
        yield eachText(taken, (call, index) => row(call, first + index, links))
        place += taken.length
      }
      yield ['</sheetData>']
      if (links.areThere()) {
        yield ['<hyperlinks>']
        yield links.elements()
        yield ['</hyperlinks>']
      }
      yield ['</worksheet>']
    },
  }
}
