import { xmlText } from './xml-text.ts'

/** What an address may have, in characters (Excel specifications and limits). */
const MOST_CHARACTERS = 2_079
/** How many are written at once. */
const AT_ONCE = 1_000

/** The links of one sheet, which stand after its rows and in a part of their own. */
export interface Links {
  /** @returns whether there was room for one more to `address`, which must be whole */
  add: (cell: string, address: string) => boolean
  areThere: () => boolean
  /** The end of the sheet's own part. */
  elements: () => Generator<string>
  /** The part with the addresses. */
  relationships: () => Generator<string>
}

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'

function* inLots(items: readonly string[], write: (item: string, id: number) => string) {
  for (let first = 0; first < items.length; first += AT_ONCE)
    yield items
      .slice(first, first + AT_ONCE)
      .map((item, index) => write(item, first + index + 1))
      .join('')
}

/** @param most how many a sheet may have */
export function createLinks(most: number): Links {
  const cells: string[] = []
  const addresses: string[] = []
  return {
    add(cell, address) {
      if (cells.length >= most || address.length > MOST_CHARACTERS) return false
      cells.push(cell)
      addresses.push(address)
      return true
    },
    areThere: () => cells.length > 0,
    *elements() {
      yield '<hyperlinks>'
      yield* inLots(cells, (cell, id) => `<hyperlink ref="${cell}" r:id="rId${id}"/>`)
      yield '</hyperlinks>'
    },
    *relationships() {
      yield `<Relationships xmlns="${RELATIONSHIPS}">`
      yield* inLots(addresses, (address, id) => {
        const target = `Target="${xmlText(address)}" TargetMode="External"`
        return `<Relationship Id="rId${id}" Type="${TYPE}" ${target}/>`
      })
      yield '</Relationships>'
    },
  }
}
