import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import type { Coverage } from '../calls/call.ts'
import type { PageState } from '../calls/query.ts'
import { makeQuery } from '../testing/make-query.ts'
import { makeSession } from '../testing/make-session.ts'
import { recordsQuery, serverNow, sessionQuery, summaryQuery } from './queries.ts'

const NOW = Date.parse('2024-05-02T09:30:00+08:00')
const TODAY = { from: '2024-05-02T00:00:00+08:00', to: '2024-05-02T23:59:59+08:00' }

const BARE: PageState = { ...makeQuery(), range: null, from: null, to: null }

describe('queries', () => {
  const SESSION = makeSession({ now: '2024-05-02T09:30:00+08:00' })
  const PAGE = { records: [], total: 0, page: 1, size: 50, pages: 0, ...TODAY, coverage: null }
  const asked: string[] = []

  beforeEach(() => {
    asked.length = 0
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(path)
      return Response.json(path === '/api/session' ? SESSION : PAGE)
    })
  })
  afterEach(() => void vi.useRealTimers())

  it('request the session once, and the calls by the keys of the address', async () => {
    const client = new QueryClient()
    expect(await client.fetchQuery(recordsQuery({ ...BARE, range: 'today' }, client))).toEqual(PAGE)
    const sort = { column: 'talkSeconds', descending: true } as const
    await client.fetchQuery(recordsQuery({ ...BARE, group: ['A'], sort }, client))
    expect(await client.fetchQuery(sessionQuery())).toEqual(SESSION)
    expect(asked).toEqual([
      '/api/records?range=today',
      '/api/session',
      '/api/records?group=A&sort=-talkSeconds',
    ])
  })

  it.each([
    ['26 hours ahead', '2024-05-03T11:30:00+08:00'],
    ['90 minutes behind', '2024-05-02T08:00:00+08:00'],
  ])('have the server’s time on a computer that is %s', async (_name, clock) => {
    vi.setSystemTime(clock)
    const client = new QueryClient()
    expect(serverNow(client)).toBe(Date.parse(clock))
    await client.fetchQuery(sessionQuery())
    expect(serverNow(client)).toBe(NOW)
    vi.setSystemTime(Date.parse(clock) + 60_000)
    expect(serverNow(client)).toBe(NOW + 60_000)
  })
})

describe('the calls and the figures are requested again', () => {
  const HOUR = 3_600_000
  const READ = { read: 10, total: 30, complete: false, reading: true, provenAt: null }

  afterEach(() => vi.useRealTimers())

  /** Returns when each query repeats after an answer, in ms. */
  function waitsAfter(
    state: Partial<PageState>,
    answer: { coverage: Coverage | null } | undefined,
    { client = new QueryClient(), error = null as Error | null } = {},
  ) {
    const list = { ...BARE, ...state }
    return [recordsQuery(list, client), summaryQuery(list, client)].map(({ refetchInterval }) => {
      const wait = refetchInterval as (query: object) => number | false
      return wait({ state: { data: answer, error } })
    })
  }

  test.each<[name: string, state: Partial<PageState>, wait: number | false]>([
    ['of today', {}, 14.5 * HOUR],
    ['of a preset', { range: 'last7d' }, 14.5 * HOUR],
    ['with a start only', { from: '2024-04-20T00:00:00+08:00' }, 14.5 * HOUR],
    ['but not with an end', { to: '2024-04-20T10:00:00+08:00' }, false],
  ])('at midnight of the account: %s', (_name, state, wait) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = new QueryClient()
    const done = { coverage: { ...READ, reading: false, complete: true } }
    expect(waitsAfter(state, undefined, { client })).toEqual([false, false]) // no session yet
    vi.setSystemTime('2024-05-03T11:30:00+08:00') // This computer is 26 hours ahead.
    const session = makeSession({ now: '2024-05-02T09:30:00+08:00' })
    client.setQueryData(sessionQuery().queryKey, session)
    for (const answer of [undefined, { coverage: null }, done])
      expect(waitsAfter(state, answer, { client })).toEqual([wait, wait])
  })

  it('every 2 s while the endpoint reads, until a request fails', () => {
    const to = '2024-04-20T10:00:00+08:00'
    expect(waitsAfter({ to }, { coverage: READ })).toEqual([2_000, 2_000])
    const error = new Error('gone')
    expect(waitsAfter({ to }, { coverage: READ }, { error })).toEqual([false, false])
  })
})

test('the figures are the same on every page and in every order', async () => {
  const asked: string[] = []
  vi.stubGlobal('document', { hidden: true }) // nothing waits for a paint
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json({ coverage: null })
  })
  const client = new QueryClient()
  const sort = { column: 'agent', descending: true } as const
  for (const place of [{}, { page: 3 }, { size: 20 }, { sort }])
    await client.fetchQuery(summaryQuery({ ...BARE, range: 'today', ...place }, client))
  await client.fetchQuery(summaryQuery({ ...BARE, outcome: ['missed'] }, client))
  expect(asked).toEqual(['/api/summary?range=today', '/api/summary?outcome=missed'])
})
