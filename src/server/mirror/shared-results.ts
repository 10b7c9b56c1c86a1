import type { Query } from './database.ts'

/** Rows that are kept at most, of all results: some 50 summaries of an account with 100 agents. */
const MAX_ROWS = 50_000

/**
 * Creates the results that snapshots of the same rows share: create new ones with each commit. The
 * key is a statement with its values. Nothing else decides its result, because period, filters and
 * reads are all part of them.
 * @param maxRows if all results have more rows, those used longest ago are dropped
 * @returns a function that makes a query run a statement only if no snapshot has run it, or runs it
 *   now. A failed statement runs again. Rows are shared, so they must not be changed.
 */
export function createSharedResults(maxRows = MAX_ROWS): (query: Query) => Query {
  /** Those used last come last. */
  const results = new Map<string, { rows: Promise<unknown[]>; size: number }>()
  let total = 0

  /** Drops the results used longest ago while there are too many rows. */
  function shrink(): void {
    for (const [key, { size }] of results) {
      if (total <= maxRows) return
      results.delete(key)
      total -= size
    }
  }

  return (query) =>
    function sharedQuery<Result extends object>(sql: string, values: Parameters<Query>[1] = []) {
      const key = JSON.stringify([sql, values])
      const found = results.get(key)
      if (found) {
        results.delete(key)
        results.set(key, found)
        return found.rows as Promise<Result[]>
      }
      const rows = query<Result>(sql, values)
      const result = { rows, size: 0 }
      results.set(key, result)
      const isKept = () => results.get(key) === result
      rows.then(
        ({ length }) => {
          if (!isKept()) return
          result.size = length + 1 // an empty result takes room too
          total += result.size
          shrink()
        },
        () => isKept() && results.delete(key),
      )
      return rows
    }
}
