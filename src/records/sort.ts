import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import { CALL_COLUMNS } from './columns.tsx'

/** One column and its direction. */
export interface PageSort {
  column: ColumnId
  descending: boolean
}

/** The vendor's own order. */
export const NEWEST_FIRST: PageSort = { column: 'startedAt', descending: true }

/** Parses the address's `sort`, `-talkSeconds` for descending; `null` if it names no column. */
export function parseSort(text: string | null): PageSort | null {
  const column = COLUMNS.find((id) => id === text?.replace(/^-/, ''))
  return column ? { column, descending: text?.startsWith('-') ?? false } : null
}

/** Writes a sort as {@link parseSort} reads it. */
export function serializeSort(sort: PageSort | null): string | null {
  return sort && `${sort.descending ? '-' : ''}${sort.column}`
}

/** Returns the sort after a click on a column: descending, ascending, the vendor's own order. */
export function nextSort(column: ColumnId, sort: PageSort | null): PageSort | null {
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
export function sortPage(calls: readonly CallRecord[], sort: PageSort | null): CallRecord[] {
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
