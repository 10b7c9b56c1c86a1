import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import type { Sort } from '../calls/query.ts'
import { CALL_COLUMNS } from './columns.tsx'

/** The vendor's own order. */
export const NEWEST_FIRST: Sort = { column: 'startedAt', descending: true }

/** Returns the sort after a click on a column: descending, ascending, the vendor's own order. */
export function nextSort(column: ColumnId, sort: Sort | null): Sort | null {
  if (sort?.column !== column) return { column, descending: true }
  return sort.descending ? { column, descending: false } : null
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Compares numbers by size and names as people order them: `Agent 9` before `Agent 10`. */
function compare(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return collator.compare(String(left), String(right))
}

/** Sorts the calls of a page. Empty values go last both ways; equals keep the vendor's order. */
export function sortPage(calls: readonly CallRecord[], sort: Sort | null): CallRecord[] {
  if (!sort) return [...calls]
  const { value: read } = CALL_COLUMNS[sort.column]
  return calls
    .map((call) => ({ call, value: read(call) }))
    .sort(({ value: a }, { value: b }) => {
      if (a === undefined || b === undefined)
        return Number(a === undefined) - Number(b === undefined)
      return sort.descending ? compare(b, a) : compare(a, b)
    })
    .map(({ call }) => call)
}
