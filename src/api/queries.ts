import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { type PageState, type RecordsQuery, serializeRecordsQuery } from '../contract/query.ts'
import type { RecordsPage, Session } from '../contract/record.ts'
import {
  dayFrom,
  daysToRange,
  resolvePreset,
  type TimeRange,
  untilMidnight,
} from '../contract/time.ts'
import { fetchJson } from './client.ts'

/** What decides which calls are listed: the page's address without what is only looks. */
export type ListState = PageState

/** The account: fetched once, it does not change while the server runs. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => fetchJson<Session>('/api/session', signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
}

/** The range an address means at `now` (ms), in `zone` (IANA); today where it names none. */
export function resolveRange(
  { range, from, to }: Pick<ListState, 'range' | 'from' | 'to'>,
  zone: string,
  now: number,
): TimeRange {
  if (from === null && to === null) return resolvePreset(range ?? 'today', zone, now)
  const endOfToday = resolvePreset('today', zone, now).to
  const end = to ?? endOfToday
  const startOfEnd = daysToRange(
    dayFrom(Date.parse(end), 0, zone),
    dayFrom(Date.parse(end), 0, zone),
    zone,
  )
  return { from: from ?? startOfEnd.from, to: end }
}

/** The endpoint's query for an address, with its preset resolved now. */
export function toRecordsQuery(state: ListState, zone: string, now: number): RecordsQuery {
  const { range: _preset, ...rest } = state
  return { ...rest, ...resolveRange(state, zone, now) }
}

/** One page of calls. @throws RequestFailure */
export function fetchRecords(query: RecordsQuery, signal: AbortSignal): Promise<RecordsPage> {
  return fetchJson<RecordsPage>(`/api/records${serializeRecordsQuery(query)}`, signal)
}

/**
 * The calls an address lists. A preset is resolved each time the query runs; it runs at midnight, so
 * that a page left open shows, turns and exports the same day.
 */
export function recordsQuery(state: ListState, client: QueryClient) {
  function untilNextDay(): number | false {
    const zone = client.getQueryData(sessionQuery().queryKey)?.timeZone
    return zone !== undefined && state.to === null && untilMidnight(Date.now(), zone)
  }
  return queryOptions({
    queryKey: ['records', state],
    queryFn: async ({ signal }) => {
      const { timeZone } = await client.ensureQueryData(sessionQuery())
      return fetchRecords(toRecordsQuery(state, timeZone, Date.now()), signal)
    },
    staleTime: 30_000,
    refetchInterval: untilNextDay,
    refetchIntervalInBackground: true,
    placeholderData: keepPreviousData,
  })
}
