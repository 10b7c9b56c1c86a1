import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import { escapeFormula, withoutControls } from '../calls/escape-formula.ts'
import { CALL_FIELDS, fieldText, type TextRules } from '../calls/fields.ts'

/** Characters that would end a cell or a row of tab-separated text, with Unicode's line breaks. */
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
 * Writes a cell. Excel reads digits as a number and keeps fifteen of them, unless their cell has the
 * format for text (Microsoft Office HTML and XML Reference, mso-number-format).
 */
function td(text: string, isNumber: boolean): string {
  const format = isNumber ? '' : ` style="mso-number-format:'\\@'"`
  return `<td${format}>${escaped(text)}</td>`
}

/** Quotes a cell with quotes, because one at its start would begin a quoted cell (RFC 4180). */
function tsv(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text
}

/** Returns a cell of one line, with escaped formulas. */
function clean(text: string): string {
  return escapeFormula(withoutControls(text.replace(BREAKS, ' ')), '\t')
}

/**
 * Writes calls as a table to paste: HTML for spreadsheets and documents, and tab-separated text for
 * other programs. Both have the same cells.
 */
export function copiedTable(
  calls: readonly CallRecord[],
  columns: readonly { id: ColumnId; label: string }[],
  rules: TextRules,
): { html: string; text: string } {
  const fields = columns.map(({ id }) => CALL_FIELDS[id])
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
