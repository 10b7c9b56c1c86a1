/** The characters between the cells of a text file, by their names in a query. */
export const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const
export type SeparatorName = keyof typeof SEPARATORS
export type Separator = (typeof SEPARATORS)[SeparatorName]

/** Characters that start a formula, half and full width (OWASP, CSV Injection). */
const TRIGGER = /[=+\-@＝＋－＠]/
/** Characters that spreadsheets skip before a formula: blanks, invisible characters, quotes. */
const FILLER = /[\p{Z}\p{C}"'`“”‘’＂＇]/u
const BREAK = /[\t\r\n]/

/** A cell that starts a formula. */
const AT_START = new RegExp(`^(?=${FILLER.source}*(?:${TRIGGER.source}|${BREAK.source}))`, 'u')

/** Characters that may start a cell for programs that are set to another separator. */
const FOREIGN_STARTS: Record<Separator, RegExp> = {
  ',': /[;\t\r\n]/,
  ';': /[;,\t\r\n]/,
  '\t': /[;,\t\r\n]/,
}

/** All control characters except tabs and line breaks. U+0000 ends a text in some programs. */
const CONTROL = /(?![\t\n\r])\p{Cc}/gu

/** Removes control characters, except tabs and line breaks. */
export function withoutControls(text: string): string {
  return text.replace(CONTROL, '')
}

/**
 * Puts `'` before each formula that a program with another separator would find inside a cell. It
 * goes from the end to the start, so that one pass is enough.
 * @param start the characters after which such a cell starts
 */
function escapeInside(text: string, start: RegExp): string {
  const signs = [...text]
  let leadsToFormula = false
  for (let at = signs.length - 1; at > 0; at -= 1) {
    const sign = signs[at] as string
    leadsToFormula = TRIGGER.test(sign) || (leadsToFormula && FILLER.test(sign))
    if (leadsToFormula && !BREAK.test(sign) && start.test(signs[at - 1] as string))
      signs[at] = `'${sign}`
  }
  return signs.join('')
}

/**
 * Escapes formulas with `'`, so that a spreadsheet shows a cell and never runs it.
 *
 * Numbers with a sign are no exception: as a number, `+8613200000001` loses its plus and shows as
 * 8.6E+12. Nothing else changes, because long ids must stay exact for joins with other data. Without
 * the `'` the cell is the original text.
 * @param separator of the file's cells; other separators are covered too
 */
export function escapeFormula(text: string, separator: Separator): string {
  const start = FOREIGN_STARTS[separator]
  const inside = start.test(text) ? escapeInside(text, start) : text
  return AT_START.test(text) ? `'${inside}` : inside
}
