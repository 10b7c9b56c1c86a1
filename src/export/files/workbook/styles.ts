import { writeOffset } from '../../../calls/time.ts'
import { XML_DECLARATION, xmlText } from './xml-text.ts'

/** Cell formats that every workbook has, by their number. Text stays text when it is edited. */
export const HEADER = 1
export const TEXT = 2
export const LINK = 3
const FIRST_TIME = 4

/** Numbers below this are Excel's own formats; 49 is text. */
const FIRST_NUMBER_FORMAT = 164
const GENERAL = 0
const AS_TEXT = 49

/** The cell formats of times: one for each offset, as a date in a cell has none of its own. */
export interface TimeStyles {
  /** The number of the format that shows a time and then its offset, given in minutes. */
  of: (offset: number) => number
  /** All that were asked for, in the order of their numbers. */
  offsets: () => number[]
}

export function createTimeStyles(): TimeStyles {
  const numbers = new Map<number, number>()
  return {
    of(offset) {
      const number = numbers.get(offset) ?? FIRST_TIME + numbers.size
      numbers.set(offset, number)
      return number
    },
    offsets: () => [...numbers.keys()],
  }
}

function cellFormat(number: number, font: number): string {
  const look = `numFmtId="${number}" fontId="${font}" fillId="0" borderId="0" xfId="0"`
  return `<xf ${look} applyNumberFormat="1" applyFont="1"/>`
}

function font(style: string, color = ''): string {
  return `<font>${style}<sz val="11"/>${color}<name val="Calibri"/><family val="2"/></font>`
}

function list(name: string, items: readonly string[]): string {
  return items.length ? `<${name} count="${items.length}">${items.join('')}</${name}>` : ''
}

/** `xl/styles.xml` of a workbook whose times have `offsets`, in the order of their formats. */
export function stylesXml(offsets: readonly number[]): string {
  const formats = offsets.map((offset, index) => {
    const code = xmlText(`yyyy-mm-dd hh:mm:ss "${writeOffset(offset)}"`)
    return `<numFmt numFmtId="${FIRST_NUMBER_FORMAT + index}" formatCode="${code}"/>`
  })
  const times = offsets.map((_, index) => cellFormat(FIRST_NUMBER_FORMAT + index, 0))
  const texts = [cellFormat(AS_TEXT, 1), cellFormat(AS_TEXT, 0), cellFormat(AS_TEXT, 2)]
  return [
    XML_DECLARATION,
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    list('numFmts', formats),
    list('fonts', [font(''), font('<b/>'), font('<u/>', '<color rgb="FF0563C1"/>')]),
    list(
      'fills',
      ['none', 'gray125'].map((type) => `<fill><patternFill patternType="${type}"/></fill>`),
    ),
    list('borders', ['<border><left/><right/><top/><bottom/><diagonal/></border>']),
    list('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
    list('cellXfs', [cellFormat(GENERAL, 0), ...texts, ...times]),
    list('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
    '</styleSheet>',
  ].join('')
}
