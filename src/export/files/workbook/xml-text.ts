/** Begins every part of a workbook. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** What a cell of Excel's holds, in UTF-16 units (Excel specifications and limits). */
const MOST_CHARACTERS = 32_767

/** What XML 1.0 has no way to write, escaped or not (its section 2.2). */
const ILLEGAL = /(?![\t\n\r\x7f-\x9f])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu
/** What a reader of workbooks takes for a character by its number (ECMA-376, ST_Xstring). */
const NUMBERED = /_(?=x[\dA-Fa-f]{4}_)/g
/** Anything that cannot stay as it is; most texts have nothing of it. */
const SPECIAL = /[&<>"_\p{Cc}\p{Cs}\ufffe\uffff]/u

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as XML has it between tags and in quotes, without what XML 1.0 cannot hold. */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text.replace(ILLEGAL, '').replace(/[&<>"]/g, (found) => ENTITIES[found] ?? found)
}

function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text
  const kept = text.slice(0, MOST_CHARACTERS - 1)
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…`
}

/** The text of a cell as XML: with the line breaks of a spreadsheet (LF), cut where Excel would. */
export function cellXmlText(text: string): string {
  if (text.length <= MOST_CHARACTERS && !SPECIAL.test(text)) return text
  const legal = text.replace(/\r\n?/g, '\n').replace(ILLEGAL, '')
  return xmlText(cut(legal).replace(NUMBERED, '_x005F_'))
}
