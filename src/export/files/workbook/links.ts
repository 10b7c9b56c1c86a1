import { type Bytes, createPacker, eachText, encodeTexts, type Texts } from '../byte-stream.ts'
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

function relationship(id: number, address: string): string {
  const target = `Target="${xmlText(address)}" TargetMode="External"`
  return `<Relationship Id="rId${id}" Type="${TYPE}" ${target}/>`
}

/** @param most how many a sheet may have */
export function createLinks(most: number): Links {
  const cells: string[] = []
  // Lines of bytes: as strings, with what V8 keeps of their making, they take several times that.
  const packer = createPacker()
  const packed: Uint8Array[] = []

  async function* texts(): Texts {
    yield [`${XML_DECLARATION}<Relationships xmlns="${RELATIONSHIPS}">`]
    let before = 0
    for (const part of [...packed, ...packer.rest()]) {
      const addresses = new TextDecoder().decode(part).split('\n').slice(0, -1)
      const first = before + 1
      yield eachText(addresses, (address, index) => relationship(first + index, address))
      before += addresses.length
    }
    yield ['</Relationships>']
  }

  return {
    add(cell, address) {
      if (cells.length >= most || address.length > MOST_CHARACTERS || /\s/.test(address))
        return false
      cells.push(cell)
      packed.push(...packer.add(`${address}\n`))
      return true
    },
    areThere: () => cells.length > 0,
    elements: () =>
      eachText(cells, (cell, index) => `<hyperlink ref="${cell}" r:id="rId${index + 1}"/>`),
    relationships: () => encodeTexts(texts()),
  }
}
