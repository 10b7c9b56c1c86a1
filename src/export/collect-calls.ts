import type { RecordsQuery } from '../contract/query.ts'
import type { CallRecord } from '../contract/record.ts'
import { type Persistence, persistentPages } from './persistent-pages.ts'

/** How far an export has come. */
export interface Tally {
  /** Distinct calls so far. */
  rows: number
  /** Calls that match, by the newest answer; `null` before the first. */
  total: number | null
  /** Whether these are all calls that match. */
  complete: boolean
}

export const NOTHING_YET: Tally = { rows: 0, total: null, complete: false }

/** One pass, and one more for calls that moved from page to page under the first. */
const PASSES = 2

/**
 * Every call of a query once, as the pages come. Where the distinct calls of all pages are not as
 * many as the newest total says, pages are read again for those that are missing. Only ids are
 * kept.
 *
 * As long as calls only come, those seen are among those that match, so equal numbers mean equal
 * calls. A total that falls means that calls went: then the numbers prove nothing, and it ends.
 * @param report told after each page; its last word says whether the calls are complete
 * @throws RequestFailure from the page that failed for good
 */
export async function* collectCalls(
  query: RecordsQuery,
  persistence: Persistence,
  report: (tally: Tally) => void,
): AsyncGenerator<CallRecord> {
  const ids = new Set<string>()
  let highest = 0
  for (let pass = 1; pass <= PASSES; pass += 1) {
    for await (const { records, total } of persistentPages(query, persistence)) {
      const fresh = new Map(records.filter(({ id }) => !ids.has(id)).map((call) => [call.id, call]))
      for (const id of fresh.keys()) ids.add(id)
      const fell = total < highest
      highest = Math.max(highest, total)
      const complete = !fell && ids.size === total
      report({ rows: ids.size, total, complete })
      yield* fresh.values()
      if (complete || fell) return
    }
  }
}
