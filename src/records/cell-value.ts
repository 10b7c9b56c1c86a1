import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import type { FacetName } from '../calls/figures.ts'

/** A value in a row that a filter can name; `null` stands for calls without one. */
export type CellValue =
  | { key: FacetName; value: string | number | null }
  | { key: 'number'; value: string }

/** A number that the account masks has asterisks, and cannot be searched. */
function numberOf(value: string): CellValue | null {
  return /^\d+$/.test(value) ? { key: 'number', value } : null
}

/** The columns whose values filters can name. */
const VALUES: Partial<Record<ColumnId, (call: CallRecord) => CellValue | null>> = {
  customer: ({ customer }) => numberOf(customer),
  line: ({ line }) => numberOf(line),
  caller: ({ caller }) => numberOf(caller),
  called: ({ called }) => numberOf(called),
  agent: ({ agent }) => ({ key: 'agent', value: agent }),
  group: ({ group }) => ({ key: 'group', value: group }),
  type: ({ type }) => ({ key: 'type', value: type }),
  hangupReason: ({ hangupReason }) => ({ key: 'reason', value: hangupReason }),
  hungUpBy: ({ hungUpBy }) => ({ key: 'hungUpBy', value: hungUpBy }),
  labels: ({ labels: [first = null] }) => ({ key: 'label', value: first }),
  country: ({ country }) => ({ key: 'country', value: country?.code ?? null }),
}

/** Returns the value that the cell of a column shows, or `null` if no filter can name it. */
export function cellValue(call: CallRecord, column: string): CellValue | null {
  return VALUES[column as ColumnId]?.(call) ?? null
}
