/** What a spreadsheet takes as the start of a formula, half and full width (OWASP, CSV Injection). */
const TRIGGER = '[=+\\-@＝＋－＠]'
/** What may stand in front of it unseen: blanks, invisible characters, quotes. */
const FILLER = '[\\p{Z}\\p{C}"\'`“”‘’＂＇]*'
const BREAK = '[\\t\\r\\n]'

/** A cell that starts a formula, or that is more digits than a spreadsheet's number can hold. */
const AT_START = `^(?=${FILLER}(?:${TRIGGER}|${BREAK}|\\d{16,}${FILLER}$))`
/** The same inside a cell, where a spreadsheet that was set to `;` or tab would start a new one. */
const AT_FOREIGN_START = `(?<=;|${BREAK})(?!${BREAK})(?=${FILLER}${TRIGGER})`

const DANGEROUS = new RegExp(`${AT_START}|${AT_FOREIGN_START}`, 'gu')

/**
 * Makes a cell text that a spreadsheet shows and never runs, by `'` in front of what it would run.
 *
 * Numbers with a sign are no exception: as a number `+8613200000001` loses its plus and shows as
 * 8.6E+12, as text it stays what it was. Numbers of more than 15 digits, which a spreadsheet would
 * round, become text in the same way. Nothing else is changed, and taking the `'` away again from
 * the same places gives back the cell.
 */
export function defuse(text: string): string {
  return text.replace(DANGEROUS, "'")
}
