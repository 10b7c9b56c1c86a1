import { type Bytes, createPacker, eachText } from '../byte-stream.ts'
import { XML_DECLARATION, xmlText } from './xml-text.ts'

/** What an address may have, in characters (Excel specifications and limits). */
const MOST_CHARACTERS = 2_079

/** The links of one sheet, which stand after its rows and in a part of their own. */
export interface Links {
  /** @returns whether there was room for one more to `address`, which must be whole */
  add: (cell: string, address: string) => boolean
  areThere: () => boolean
  /** What the sheet's own part has of them. */
  elements: () => Iterable<string>
  /** The part with the addresses. */
  relationships: () => Bytes
}

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** @param most how many a sheet may have */
export function createLinks(most: number): Links {
  const cells: string[] = []
  // As bytes: as strings, with what V8 keeps of their making, they take many times the memory.
  const packer = createPacker()
  const packed = packer.add(`${XML_DECLARATION}<Relationships xmlns="${RELATIONSHIPS}">`)

  return {
    add(cell, address) {
      if (cells.length >= most || address.length > MOST_CHARACTERS) return false
      cells.push(cell)
      const target = `Target="${xmlText(address)}" TargetMode="External"`
      const element = `<Relationship Id="rId${cells.length}" Type="${TYPE}" ${target}/>`
      packed.push(...packer.add(element))
      return true
    },
    areThere: () => cells.length > 0,
    elements: () =>
      eachText(cells, (cell, index) => `<hyperlink ref="${cell}" r:id="rId${index + 1}"/>`),
    async *relationships() {
      yield* packed
      yield* packer.add('</Relationships>')
      yield* packer.rest()
    },
  }
}
