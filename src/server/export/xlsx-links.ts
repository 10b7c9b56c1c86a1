import { OFFICE, RELATIONSHIPS, XML_DECLARATION, xmlText } from './xlsx-parts.ts'
import { createPacking, type Packed, type Packing } from './zip.ts'

/** Maximum length of an address in characters (Excel specifications and limits). */
const MAX_ADDRESS_LENGTH = 2_079
/** Characters that are deflated together. */
const PART_CHARACTERS = 65_536

/** The links of one sheet. They stand after its rows, and their addresses in a part of their own. */
export interface Links {
  /** Adds a link to an absolute address. @returns whether there was room for it */
  add: (cell: string, address: string) => boolean
  isEmpty: () => boolean
  /** Returns the elements of the sheet. */
  elements: () => Iterable<string>
  /** Returns the part with the addresses. Call it once, after the last link. */
  relationships: () => Packed
}

function relationship(id: number, address: string): string {
  const target = `Target="${xmlText(address)}" TargetMode="External"`
  return `<Relationship Id="rId${id}" Type="${OFFICE}/hyperlink" ${target}/>`
}

/** Creates the links of a sheet. @param max number of links that a sheet may have */
export function createLinks(max: number): Links {
  const cells: string[] = []
  // Addresses are deflated at once, because as text they would take many times the memory.
  let packing: Packing | null = null
  let part = ''

  function write(text: string, isLast = false): Packing {
    packing ??= createPacking()
    part += text
    if (isLast || part.length >= PART_CHARACTERS) {
      packing.add(Buffer.from(part))
      part = ''
    }
    return packing
  }

  return {
    add(cell, address) {
      if (cells.length >= max || address.length > MAX_ADDRESS_LENGTH || /\s/.test(address))
        return false
      if (cells.length === 0) write(`${XML_DECLARATION}<Relationships xmlns="${RELATIONSHIPS}">`)
      cells.push(cell)
      write(relationship(cells.length, address))
      return true
    },
    isEmpty: () => cells.length === 0,
    *elements() {
      for (const [index, cell] of cells.entries())
        yield `<hyperlink ref="${cell}" r:id="rId${index + 1}"/>`
    },
    relationships: () => write('</Relationships>', true).packed(),
  }
}
