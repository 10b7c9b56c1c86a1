import { createPacking, type Packed, type Packing } from '../../zip/pack.ts'
import { createPacker, eachText } from '../byte-stream.ts'
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
  /** The part with the addresses; to be asked for once, after the last was added. */
  relationships: () => Packed
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
  // Written and packed beside the rows: after them they would take as long as thousands of calls,
  // and until then, as strings, many times the memory.
  const packer = createPacker()
  let packing: Packing | null = null

  function write(text: string): Packing {
    packing ??= createPacking()
    for (const part of packer.add(text)) packing.add(part)
    return packing
  }

  return {
    add(cell, address) {
      if (cells.length >= most || address.length > MOST_CHARACTERS || /\s/.test(address))
        return false
      if (cells.length === 0) write(`${XML_DECLARATION}<Relationships xmlns="${RELATIONSHIPS}">`)
      cells.push(cell)
      write(relationship(cells.length, address))
      return true
    },
    areThere: () => cells.length > 0,
    elements: () =>
      eachText(cells, (cell, index) => `<hyperlink ref="${cell}" r:id="rId${index + 1}"/>`),
    relationships() {
      const whole = write('</Relationships>')
      for (const part of packer.rest()) whole.add(part)
      return whole.packed()
    },
  }
}
