import { type CallRecord, hasNextPage, type RecordsPage } from '../calls/call.ts'
import { secondsAround } from '../calls/periods.ts'
import { MAX_PAGE_SIZE, type RecordsQuery } from '../calls/query.ts'
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

/**
 * The record of `call` as it is now, with the address that its recording has now; `null` where the
 * vendor has none, or the call no time to look for it by.
 * @throws RequestFailure
 */
export async function findCall(
  call: CallRecord,
  read: typeof fetchRecords,
  signal: AbortSignal,
): Promise<CallRecord | null> {
  if (!call.startedAt) return null
  // The group keeps the answer short; whether the vendor finds it by that name is not known.
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
    ...secondsAround(startedAt),
    group,
    number: null,
    agent: [],
    type: [],
    reason: [],
    hungUpBy: [],
    country: [],
    label: [],
    page: 1,
    size: MAX_PAGE_SIZE,
  }
}
