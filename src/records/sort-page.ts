import type { CallRecord } from '../calls/call.ts'
import type { PageSort } from './page-sort.ts'
import { SORT_VALUES } from './sort-value.ts'

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Numbers by size, names as people order them: `Agent 9` before `Agent 10`. */
function compare(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return collator.compare(String(left), String(right))
}

/**
 * The calls of a page in the order chosen. Where nothing is known goes last both ways, and equals
 * stay in the vendor's order.
 */
export function sortPage(calls: readonly CallRecord[], sort: PageSort | null): CallRecord[] {
  if (!sort) return [...calls]
  const read = SORT_VALUES[sort.column]
  return calls
    .map((call) => ({ call, value: read(call) }))
    .sort(({ value: a }, { value: b }) => {
      if (a === undefined || b === undefined)
        return Number(a === undefined) - Number(b === undefined)
      return sort.descending ? compare(b, a) : compare(a, b)
    })
    .map(({ call }) => call)
}
