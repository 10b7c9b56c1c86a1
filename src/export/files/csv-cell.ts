import { defuse } from '../defuse.ts'

/** A cell of a CSV file: quoted (RFC 4180), and defused, so that a spreadsheet never runs it. */
export function csvCell(text: string): string {
  return `"${defuse(text).replaceAll('"', '""')}"`
}
