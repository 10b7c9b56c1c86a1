import { keepPreviousData, QueryClient, queryOptions, skipToken } from '@tanstack/react-query'
import type { Coverage, RecordsPage, Session } from '../calls/call.ts'
import type { NamedFacet, NamesAnswer, Summary } from '../calls/figures.ts'
import { untilMidnight } from '../calls/periods.ts'
import { type PageState, type RecordsQuery, serializeRecordsQuery } from '../calls/query.ts'
import { fetchJson, RequestFailure } from './client.ts'

/** Failures that a retry often fixes. The endpoint has retried all others. */
const TRANSIENT_FAILURES = new Set(['offline', 'bad_answer'])

/**
 * Creates the page's cache. Requests are sent even if the browser reports to be offline, because a
 * failure that shows is better than a wait. They repeat when the network or the tab comes back.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (count, error) =>
          count < 1 && error instanceof RequestFailure && TRANSIENT_FAILURES.has(error.code),
        retryDelay: 500,
      },
    },
  })
}

/** The part of the address that determines the calls of a page. */
export type ListState = PageState

/** Pause between requests while the endpoint reads the calls of a view (ms). */
const READING_MS = 2_000
/** Age after which an answer is requested again (ms). */
const STALE_MS = 30_000

/**
 * Age after which the server's clock is read again (ms), because this computer's may be changed.
 */
const CLOCK_STALE_MS = 300_000

/** Returns the query of the account and the server's clock. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => fetchJson<Session>('/api/session', signal),
    staleTime: CLOCK_STALE_MS,
    gcTime: Number.POSITIVE_INFINITY,
  })
}

/**
 * Returns the server's time (ms since the epoch), late by at most the latency of its answer. This
 * computer's clock only measures the time since then, and is the fallback.
 */
export function serverNow(client: QueryClient): number {
  const { data, dataUpdatedAt = 0 } = client.getQueryState(sessionQuery().queryKey) ?? {}
  return data ? Date.parse(data.now) + Date.now() - dataUpdatedAt : Date.now()
}

/** Requests one page of calls. @throws RequestFailure */
export function fetchRecords(query: RecordsQuery, signal: AbortSignal): Promise<RecordsPage> {
  return fetchJson<RecordsPage>(`/api/records${serializeRecordsQuery(query)}`, signal)
}

/** The state of an answer, as far as it has come. */
interface Answered {
  state: {
    data?: { coverage: Coverage | null; previous?: Summary['previous'] } | undefined
    error: Error | null
  }
}

/**
 * Returns when an answer is requested again: soon while the endpoint reads its calls, and at
 * midnight of the account, so that list, figures and exports of an open page cover the same day.
 */
function renewalOf({ to }: Pick<ListState, 'to'>, client: QueryClient) {
  const isReading = ({ state: { data, error } }: Answered) =>
    !error && (data?.coverage?.reading || data?.previous?.coverage.reading) === true
  function untilNextDay(): number | false {
    const zone = client.getQueryData(sessionQuery().queryKey)?.timeZone
    return zone !== undefined && to === null && untilMidnight(serverNow(client), zone)
  }
  return {
    staleTime: (query: Answered) => (isReading(query) ? 0 : STALE_MS),
    refetchInterval: (query: Answered) => (isReading(query) ? READING_MS : untilNextDay()),
    refetchIntervalInBackground: true,
    placeholderData: keepPreviousData,
  }
}

/** Resolves after the next paint, so that the page shows first what it has; at once in a hidden tab. */
async function painted(): Promise<void> {
  if (document.hidden) return
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
}

/**
 * Returns the query of the calls that an address lists. The endpoint resolves a relative period at
 * each request.
 * @param isAhead whether they are not shown yet, so that other work goes first
 */
export function recordsQuery(state: ListState, client: QueryClient, isAhead = false) {
  return queryOptions({
    queryKey: ['records', state],
    queryFn: async ({ signal }) => {
      if (isAhead) await painted()
      const path = `/api/records${serializeRecordsQuery(state)}`
      const [page] = await Promise.all([
        fetchJson<RecordsPage>(path, signal),
        client.ensureQueryData(sessionQuery()), // times cannot be shown without the account's zone
      ])
      return page
    },
    ...renewalOf(state, client),
    // Rows must not move while the user reads. A failure is repaired at once.
    refetchOnWindowFocus: false,
    refetchOnReconnect: ({ state: { error } }) => error !== null && 'always',
  })
}

/** Returns the query of how many calls match, and whether all of them were counted. */
export function countQuery(state: ListState) {
  const one = { ...state, page: 1, size: 1, sort: null }
  return queryOptions({
    queryKey: ['count', one],
    queryFn: async ({ signal }) => {
      const path = `/api/records${serializeRecordsQuery(one)}`
      const { total, coverage } = await fetchJson<RecordsPage>(path, signal)
      return { total, isComplete: coverage?.complete ?? true, coverage }
    },
    staleTime: STALE_MS,
    refetchInterval: ({ state: { data } }) => (data?.coverage?.reading ? READING_MS : false),
    refetchOnWindowFocus: false,
    retry: false,
  })
}

/**
 * Returns the query of the newest calls of a view, to compare them with those shown; `null` without
 * a view.
 */
export function newestQuery(state: ListState | null) {
  const newest = state && { ...state, page: 1, sort: null }
  return queryOptions({
    queryKey: ['newest', newest],
    queryFn: newest
      ? ({ signal }) =>
          fetchJson<RecordsPage>(`/api/records${serializeRecordsQuery(newest)}`, signal)
      : skipToken,
  })
}

/** `auto` reads a view up to the server's limit, `all` any view; `none` only answers. */
export type ReadMode = 'auto' | 'all' | 'none'

/** Returns the query of the figures of a list, which are the same on all its pages. */
export function summaryQuery(
  { page, size, sort, ...view }: ListState,
  client: QueryClient,
  read: ReadMode = 'auto',
) {
  const path = read === 'auto' ? '/api/summary' : `/api/summary?read=${read}`
  return queryOptions({
    queryKey: ['summary', view, read],
    queryFn: async ({ signal }) => {
      await painted()
      return fetchJson<Summary>(serializeRecordsQuery(path, view), signal)
    },
    ...renewalOf(view, client),
  })
}

/** Returns the query of the figures of a list with those of every agent. */
export function agentsQuery({ page, size, sort, ...view }: ListState, client: QueryClient) {
  return queryOptions({
    queryKey: ['summary', view, 'agents'],
    queryFn: ({ signal }) =>
      fetchJson<Summary>(serializeRecordsQuery('/api/summary?agents=all', view), signal),
    ...renewalOf(view, client),
  })
}

/** Returns the query of the names that contain `part`, among all calls that were read. */
export function namesQuery(key: NamedFacet, part: string) {
  return queryOptions({
    queryKey: ['values', key, part],
    queryFn: ({ signal }) =>
      fetchJson<NamesAnswer>(`/api/values?${new URLSearchParams({ key, q: part })}`, signal),
    staleTime: STALE_MS,
    placeholderData: keepPreviousData,
  })
}
