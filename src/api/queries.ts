import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query'
import type { RecordsPage, Session } from '../calls/call.ts'
import { untilMidnight } from '../calls/periods.ts'
import { type PageState, type RecordsQuery, serializeRecordsQuery } from '../calls/query.ts'
import { fetchJson, RequestFailure } from './client.ts'

/** Failures that a second try on its own often mends; the endpoint has retried all others. */
const PASSING = new Set(['offline', 'bad_answer'])

/**
 * The page's cache. Requests are made even when the browser believes to be offline: a failure that
 * is said beats a page that waits, and coming back online or to the tab asks again by itself.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (count, error) =>
          count < 1 && error instanceof RequestFailure && PASSING.has(error.code),
        retryDelay: 500,
      },
    },
  })
}

/** What decides which calls are listed: the page's address without what is only looks. */
export type ListState = PageState

/** A computer's clock may be set while the page is open, so the server's is read again (ms). */
const CLOCK_STALE_MS = 300_000

/** The account, and the server's clock. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => fetchJson<Session>('/api/session', signal),
    staleTime: CLOCK_STALE_MS,
    gcTime: Number.POSITIVE_INFINITY,
  })
}

/**
 * The server's time (ms since the epoch), at most as late as its answer was on its way: the
 * computer's clock only counts the time since that answer. Without an answer it is the computer's.
 */
export function serverNow(client: QueryClient): number {
  const { data, dataUpdatedAt = 0 } = client.getQueryState(sessionQuery().queryKey) ?? {}
  return data ? Date.parse(data.now) + Date.now() - dataUpdatedAt : Date.now()
}

/** One page of calls. @throws RequestFailure */
export function fetchRecords(query: RecordsQuery, signal: AbortSignal): Promise<RecordsPage> {
  return fetchJson<RecordsPage>(`/api/records${serializeRecordsQuery(query)}`, signal)
}

/**
 * The calls an address lists. The endpoint resolves a relative period each time the query runs; it
 * runs at midnight of the account, so that a page left open shows, turns and exports the same day.
 */
export function recordsQuery(state: ListState, client: QueryClient) {
  function untilNextDay(): number | false {
    const zone = client.getQueryData(sessionQuery().queryKey)?.timeZone
    return zone !== undefined && state.to === null && untilMidnight(serverNow(client), zone)
  }
  return queryOptions({
    queryKey: ['records', state],
    queryFn: async ({ signal }) => {
      const path = `/api/records${serializeRecordsQuery(state)}`
      const [page] = await Promise.all([
        fetchJson<RecordsPage>(path, signal),
        client.ensureQueryData(sessionQuery()), // times cannot be shown without the account's zone
      ])
      return page
    },
    staleTime: 30_000,
    refetchInterval: untilNextDay,
    refetchIntervalInBackground: true,
    placeholderData: keepPreviousData,
  })
}
