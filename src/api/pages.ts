import { hasNextPage, type RecordsPage } from '../calls/call.ts'
import type { RecordsQuery } from '../calls/query.ts'
import { fetchRecords } from './queries.ts'

/**
 * Every page of a query, from `query.page` on, one request after the other.
 * The end is where the newest answer says it is, or a page without calls.
 * @param read how one page is got
 * @throws RequestFailure from the request that failed
 */
export async function* eachPage(
  query: RecordsQuery,
  { signal, read = fetchRecords }: { signal: AbortSignal; read?: typeof fetchRecords },
): AsyncGenerator<RecordsPage> {
  for (let page = query.page; ; page += 1) {
    const answer = await read({ ...query, page }, signal)
    yield answer
    if (answer.records.length === 0 || !hasNextPage(answer)) return
  }
}
