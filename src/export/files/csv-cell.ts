import { defuse, withoutControls } from '../defuse.ts'
import type { Separator } from '../sheet.ts'

/**
 * A cell of a CSV file: quoted (RFC 4180), without control characters, and with formulas escaped,
 * so that a spreadsheet never runs it.
 */
export function csvCell(text: string, separator: Separator): string {
  return `"${defuse(withoutControls(text), separator).replaceAll('"', '""')}"`
}
