import { XML_DECLARATION } from './xml-text.ts'

/* The parts of a workbook that hold no calls (ECMA-376, parts 1 and 2). */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** 1 to `count`, each as `write` has it. */
function each(count: number, write: (place: number) => string): string {
  return Array.from({ length: count }, (_, index) => write(index + 1)).join('')
}

function relationship(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
}

function relationships(all: string): string {
  return `${XML_DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`
}

/** What kind each part is. */
export function contentTypesXml(sheets: number): string {
  const override = (path: string, type: string) =>
    `<Override PartName="/${path}" ContentType="${CONTENT}.${type}+xml"/>`
  return [
    `${XML_DECLARATION}<Types xmlns="${PACKAGE}/content-types">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('xl/workbook.xml', 'sheet.main'),
    override('xl/styles.xml', 'styles'),
    each(sheets, (place) => override(`xl/worksheets/sheet${place}.xml`, 'worksheet')),
    '</Types>',
  ].join('')
}

/** Where the workbook is. */
export const ROOT_RELATIONSHIPS = relationships(
  relationship('rId1', 'officeDocument', 'xl/workbook.xml'),
)

/** Where the workbook's sheets and styles are. */
export function workbookRelationships(sheets: number): string {
  return relationships(
    relationship('styles', 'styles', 'styles.xml') +
      each(sheets, (place) =>
        relationship(`sheet${place}`, 'worksheet', `worksheets/sheet${place}.xml`),
      ),
  )
}

/** The sheets: `Calls`, `Calls 2` and so on. */
export function workbookXml(sheets: number): string {
  const name = (place: number) => (place === 1 ? 'Calls' : `Calls ${place}`)
  const all = each(
    sheets,
    (place) => `<sheet name="${name(place)}" sheetId="${place}" r:id="sheet${place}"/>`,
  )
  return `${XML_DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${all}</sheets></workbook>`
}
