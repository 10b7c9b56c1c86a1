import { writeOffset } from '../../calls/time.ts'

/* The parts of a workbook that hold no calls (ECMA-376, parts 1 and 2). */

/** Begins every part of a workbook. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Maximum length of a cell in UTF-16 units (Excel specifications and limits). */
const MAX_CELL_LENGTH = 32_767

/** Characters that XML 1.0 cannot hold, escaped or not (section 2.2). */
const ILLEGAL = /(?![\t\n\r\x7f-\x9f])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu
/** Texts that a reader of workbooks would decode as a character (ECMA-376, ST_Xstring). */
const NUMBERED = /_(?=x[\dA-Fa-f]{4}_)/g
/** Characters that may need a change. Most texts have none. */
const SPECIAL = /[&<>"_\p{Cc}\p{Cs}\ufffe\uffff]/u

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Escapes a text for XML, and removes characters that XML 1.0 cannot hold. */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text.replace(ILLEGAL, '').replace(/[&<>"]/g, (found) => ENTITIES[found] ?? found)
}

function shorten(text: string): string {
  if (text.length <= MAX_CELL_LENGTH) return text
  const kept = text.slice(0, MAX_CELL_LENGTH - 1)
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…`
}

/** Returns the text of a cell as XML. Line breaks become LF, and long texts end with `…`. */
export function cellXmlText(text: string): string {
  if (text.length <= MAX_CELL_LENGTH && !SPECIAL.test(text)) return text
  const legal = text.replace(/\r\n?/g, '\n').replace(ILLEGAL, '')
  return xmlText(shorten(legal).replace(NUMBERED, '_x005F_'))
}

/** Writes 1 to `count`. */
function each(count: number, write: (place: number) => string): string {
  return Array.from({ length: count }, (_, index) => write(index + 1)).join('')
}

function relationship(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
}

function relationships(all: string): string {
  return `${XML_DECLARATION}<Relationships xmlns="${RELATIONSHIPS}">${all}</Relationships>`
}

function contentTypes(sheets: number): string {
  const override = (path: string, type: string) =>
    `<Override PartName="/${path}" ContentType="${CONTENT}.${type}+xml"/>`
  return [
    `${XML_DECLARATION}<Types xmlns="${TYPES}">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('xl/workbook.xml', 'sheet.main'),
    override('xl/styles.xml', 'styles'),
    each(sheets, (place) => override(`xl/worksheets/sheet${place}.xml`, 'worksheet')),
    '</Types>',
  ].join('')
}

/** Returns the sheets: `Calls`, `Calls 2` and so on. */
function workbook(sheets: number): string {
  const name = (place: number) => (place === 1 ? 'Calls' : `Calls ${place}`)
  const all = each(
    sheets,
    (place) => `<sheet name="${name(place)}" sheetId="${place}" r:id="sheet${place}"/>`,
  )
  return `${XML_DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${all}</sheets></workbook>`
}

/**
 * Returns the parts that follow the sheets, as pairs of path and XML.
 * @param offsets of the times in minutes, in the order of their cell formats
 */
export function lastParts(sheets: number, offsets: readonly number[]): [string, string][] {
  const sheetTargets = each(sheets, (place) =>
    relationship(`sheet${place}`, 'worksheet', `worksheets/sheet${place}.xml`),
  )
  return [
    ['xl/styles.xml', styles(offsets)],
    ['xl/workbook.xml', workbook(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relationships(relationship('styles', 'styles', 'styles.xml') + sheetTargets),
    ],
    ['_rels/.rels', relationships(relationship('rId1', 'officeDocument', 'xl/workbook.xml'))],
    ['[Content_Types].xml', contentTypes(sheets)],
  ]
}

/** Numbers of the cell formats that every workbook has. Text stays text when it is edited. */
export const HEADER = 1
export const TEXT = 2
export const LINK = 3
const FIRST_TIME = 4

/** Smaller numbers are Excel's own formats; 49 is text. */
const FIRST_NUMBER_FORMAT = 164
const GENERAL = 0
const AS_TEXT = 49

/** The cell formats of times: one for each offset, because a date in a cell has no offset. */
export interface TimeStyles {
  /** Returns the number of the format that shows a time and its offset (minutes). */
  of: (offset: number) => number
  /** Returns all offsets, in the order of their numbers. */
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

function styles(offsets: readonly number[]): string {
  const formats = offsets.map((offset, index) => {
    const code = xmlText(`yyyy-mm-dd hh:mm:ss "${writeOffset(offset)}"`)
    return `<numFmt numFmtId="${FIRST_NUMBER_FORMAT + index}" formatCode="${code}"/>`
  })
  const times = offsets.map((_, index) => cellFormat(FIRST_NUMBER_FORMAT + index, 0))
  const texts = [cellFormat(AS_TEXT, 1), cellFormat(AS_TEXT, 0), cellFormat(AS_TEXT, 2)]
  return [
    XML_DECLARATION,
    `<styleSheet xmlns="${MAIN}">`,
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
