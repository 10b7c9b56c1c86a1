import type { RecordsQuery } from '../contract/query.ts'
import type { RecordsPage } from '../contract/record.ts'
import { fetchRecords } from './queries.ts'

/**
 * Every page of a query, from its first, one request after the other.
 * The end is where the total of the newest answer says it is, or a page without calls.
 * @throws RequestFailure from the request that failed
 */
export async function* eachPage(
  query: RecordsQuery,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<RecordsPage> {
  for (let page = query.page; ; page += 1) {
    const answer = await fetchRecords({ ...query, page }, signal)
    yield answer
    if (answer.records.length === 0 || page >= answer.pages) return
  }
}
