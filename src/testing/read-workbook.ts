import exceljs, { type CellValue } from 'exceljs'
import type { Sheet } from '../server/export/sheet.ts'

/** A cell as exceljs reads it. */
export interface ReadCell {
  value: CellValue
  link: string | undefined
  /** The number format. */
  format: string
}

export interface ReadSheet {
  name: string
  widths: number[]
  /** The number of frozen rows. */
  frozenRows: number
  rows: ReadCell[][]
}

/** Reads a workbook with exceljs, which is independent of our writer. */
export async function readWorkbook(bytes: Uint8Array, { columns }: Sheet): Promise<ReadSheet[]> {
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(new Uint8Array(bytes).buffer)
  return workbook.worksheets.map((sheet) => {
    const view = sheet.views[0]
    const rows = Array.from({ length: sheet.rowCount }, (_row, row) =>
      columns.map((_column, place): ReadCell => {
        const cell = sheet.getCell(row + 1, place + 1)
        const { value, hyperlink, numFmt } = cell
        const isLink = typeof value === 'object' && value !== null && 'hyperlink' in value
        return { value: isLink ? value.text : value, link: hyperlink, format: numFmt }
      }),
    )
    return {
      name: sheet.name,
      widths: columns.map((_column, place) => sheet.getColumn(place + 1).width ?? 0),
      frozenRows: view?.state === 'frozen' ? (view.ySplit ?? 0) : 0,
      rows,
    }
  })
}
