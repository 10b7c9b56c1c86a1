import type { Separator } from './sheet.ts'

/** What a spreadsheet takes as the start of a formula, half and full width (OWASP, CSV Injection). */
const TRIGGER = '[=+\\-@＝＋－＠]'
/** What may stand in front of it unseen: blanks, invisible characters, quotes. */
const FILLER = '[\\p{Z}\\p{C}"\'`“”‘’＂＇]*'
const BREAK = '[\\t\\r\\n]'

/** A cell that starts a formula. */
const AT_START = `^(?=${FILLER}(?:${TRIGGER}|${BREAK}))`
/** The same inside a cell, where a spreadsheet that was set to a separator of `signs` would start one. */
const atForeignStart = (signs: string) =>
  `(?<=[${signs}]|${BREAK})(?!${BREAK})(?=${FILLER}${TRIGGER})`
const dangerous = (signs: string) => new RegExp(`${AT_START}|${atForeignStart(signs)}`, 'gu')

/** The commas of a file that they separate are within quotes; of any other some readers take them. */
const DANGEROUS: Record<Separator, RegExp> = {
  ',': dangerous(';'),
  ';': dangerous(';,'),
  '\t': dangerous(';,'),
}

/**
 * Makes a cell text that a spreadsheet shows and never runs, by `'` in front of what it would run.
 *
 * Numbers with a sign are no exception: as a number `+8613200000001` loses its plus and shows as
 * 8.6E+12, as text it stays what it was. Nothing else is changed, long ids least of all: whoever
 * joins the file with other data needs them to the letter. Taking the `'` away again from the same
 * places gives back the cell.
 * @param separator of the file's cells; programs that are set to another are thought of as well
 */
export function defuse(text: string, separator: Separator): string {
  return text.replace(DANGEROUS[separator], "'")
}
