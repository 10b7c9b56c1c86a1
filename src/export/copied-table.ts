import type { CallRecord } from '../calls/call.ts'
import { defuse, withoutControls } from './defuse.ts'
import { fieldOf } from './files/field.ts'
import { fieldText, type TextRules } from './files/field-text.ts'
import type { SheetColumn } from './sheet.ts'

/** What would end a cell or a row of tab-separated text, and what Unicode counts as its like. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
}

/**
 * Excel reads digits as a number, of which it keeps fifteen, unless their cell is of its format for
 * text (Microsoft Office HTML and XML Reference, mso-number-format).
 */
function td(text: string, isNumber: boolean): string {
  const format = isNumber ? '' : ` style="mso-number-format:'\\@'"`
  return `<td${format}>${escaped(text)}</td>`
}

/** A spreadsheet reads a quote at the start of a cell as the start of a quoted one (RFC 4180). */
function tsv(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text
}

/** One line, and nothing that a spreadsheet would run. */
function clean(text: string): string {
  return defuse(withoutControls(text.replace(BREAKS, ' ')), '\t')
}

/**
 * Calls as a table to paste: HTML for spreadsheets and documents, tab-separated text for the rest.
 * Both have the same cells.
 * @param columns in their order
 */
export function copiedTable(
  calls: readonly CallRecord[],
  columns: readonly SheetColumn[],
  rules: TextRules,
): { html: string; text: string } {
  const fields = columns.map(fieldOf)
  const texts = fields.map((field) => fieldText(field, rules))
  const head = columns.map(({ label }) => clean(label))
  const rows = calls.map((call) => texts.map((textOf) => clean(textOf(call))))
  const heads = head.map((cell) => `<th>${escaped(cell)}</th>`).join('')
  const body = rows.map((row) => {
    const cells = row.map((cell, at) => td(cell, fields[at]?.kind === 'seconds'))
    return `<tr>${cells.join('')}</tr>`
  })
  return {
    html: `<table><thead><tr>${heads}</tr></thead><tbody>${body.join('')}</tbody></table>`,
    text: [head, ...rows].map((row) => row.map(tsv).join('\t')).join('\n'),
  }
}
