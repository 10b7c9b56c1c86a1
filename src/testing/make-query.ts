import { NO_FILTERS, type RecordsQuery } from '../calls/query.ts'

/** Returns a query without filters for one day, with `parts`. */
export function makeQuery(parts: Partial<RecordsQuery> = {}): RecordsQuery {
  return {
    ...NO_FILTERS,
    from: '2026-03-10T00:00:00+08:00',
    to: '2026-03-10T23:59:59+08:00',
    ...parts,
  }
}
