/** What a spreadsheet takes as the start of a formula, half and full width (OWASP, CSV Injection). */
const TRIGGER = '[=+\\-@＝＋－＠]'
/** What may stand in front of it unseen: blanks, invisible characters, quotes. */
const FILLER = '[\\p{Z}\\p{C}"\'`“”‘’＂＇]*'
const BREAK = '[\\t\\r\\n]'

/** A cell that starts a formula. */
const AT_START = `^(?=${FILLER}(?:${TRIGGER}|${BREAK}))`
/** The same inside a cell, where a spreadsheet that was set to `;` or tab would start a new one. */
const AT_FOREIGN_START = `(?<=;|${BREAK})(?!${BREAK})(?=${FILLER}${TRIGGER})`

const DANGEROUS = new RegExp(`${AT_START}|${AT_FOREIGN_START}`, 'gu')

/**
 * Makes a cell text that a spreadsheet shows and never runs, by `'` in front of what it would run.
 *
 * Numbers with a sign are no exception: as a number `+8613200000001` loses its plus and shows as
 * 8.6E+12, as text it stays what it was. Nothing else is changed, long ids least of all: whoever
 * joins the file with other data needs them to the letter. Taking the `'` away again from the same
 * places gives back the cell.
 */
export function defuse(text: string): string {
  return text.replace(DANGEROUS, "'")
}
