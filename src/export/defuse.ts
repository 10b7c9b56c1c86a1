import type { Separator } from './sheet.ts'

/** What a spreadsheet takes as the start of a formula, half and full width (OWASP, CSV Injection). */
const TRIGGER = /[=+\-@＝＋－＠]/
/** What may stand in front of it unseen: blanks, invisible characters, quotes. */
const FILLER = /[\p{Z}\p{C}"'`“”‘’＂＇]/u
const BREAK = /[\t\r\n]/

/** A cell that starts a formula. */
const AT_START = new RegExp(`^(?=${FILLER.source}*(?:${TRIGGER.source}|${BREAK.source}))`, 'u')

/** The commas of a file that they separate are within quotes; of any other some readers take them. */
const FOREIGN_STARTS: Record<Separator, RegExp> = {
  ',': /[;\t\r\n]/,
  ';': /[;,\t\r\n]/,
  '\t': /[;,\t\r\n]/,
}

/** Every control character but tab and line break: U+0000 ends a text in some programs. */
const CONTROL = /(?![\t\n\r])\p{Cc}/gu

/** Removes the control characters that a file of text has no use for. */
export function withoutControls(text: string): string {
  return text.replace(CONTROL, '')
}

/**
 * Puts `'` before each formula that a spreadsheet would find inside a cell, were it set to another
 * separator. It goes from the end to the start, so that a long text takes no more than one pass.
 * @param start what a foreign cell comes after
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
 * Makes a cell text that a spreadsheet shows and never runs, by `'` in front of what it would run.
 *
 * Numbers with a sign are no exception: as a number `+8613200000001` loses its plus and shows as
 * 8.6E+12, as text it stays what it was. Nothing else is changed, long ids least of all: whoever
 * joins the file with other data needs them to the letter. Taking the `'` away again from the same
 * places gives back the cell.
 * @param separator of the file's cells; programs that are set to another are thought of as well
 */
export function defuse(text: string, separator: Separator): string {
  const start = FOREIGN_STARTS[separator]
  const inside = start.test(text) ? escapeInside(text, start) : text
  return AT_START.test(text) ? `'${inside}` : inside
}
