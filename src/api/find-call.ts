import { type CallRecord, hasNextPage, type RecordsPage } from '../calls/call.ts'
import { secondsAround } from '../calls/periods.ts'
import { MAX_PAGE_SIZE, NO_FILTERS, type RecordsQuery } from '../calls/query.ts'
import { fetchRecords } from './queries.ts'

/**
 * Yields the pages of a query from `query.page` on, one request after the other. It ends at the
 * newest total, or at an empty page.
 * @param read requests one page
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

/**
 * Requests the present record of `call`, with the present address of its recording.
 * @returns `null` if the vendor has none, or the call has no valid start
 * @throws RequestFailure
 */
export async function findCall(
  call: CallRecord,
  read: typeof fetchRecords,
  signal: AbortSignal,
): Promise<CallRecord | null> {
  if (!call.startedAt) return null
  // The group keeps the answer short, but the vendor may not find the call by it.
  const groups = call.group === null ? [null] : [call.group, null]
  for (const group of groups) {
    for await (const { records } of eachPage(queryOf(call.startedAt, group), { signal, read })) {
      const found = records.find(({ id }) => id === call.id)
      if (found) return found
    }
  }
  return null
}

function queryOf(startedAt: string, group: string | null): RecordsQuery {
  return {
    ...NO_FILTERS,
    ...secondsAround(startedAt),
    group: group === null ? [] : [group],
    size: MAX_PAGE_SIZE,
  }
}
