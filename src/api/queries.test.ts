import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import type { PageState } from '../calls/query.ts'
import { makeQuery } from '../testing/make-query.ts'
import { makeSession } from '../testing/make-session.ts'
import { recordsQuery, serverNow, sessionQuery } from './queries.ts'

const NOW = Date.parse('2024-05-02T09:30:00+08:00')
const TODAY = { from: '2024-05-02T00:00:00+08:00', to: '2024-05-02T23:59:59+08:00' }

const BARE: PageState = { ...makeQuery(), range: null, from: null, to: null }

describe('queries', () => {
  const SESSION = makeSession({ now: '2024-05-02T09:30:00+08:00' })
  const PAGE = { records: [], total: 0, page: 1, size: 50, pages: 0, ...TODAY }
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
    await client.fetchQuery(recordsQuery({ ...BARE, group: ['A'] }, client))
    expect(await client.fetchQuery(sessionQuery())).toEqual(SESSION)
    expect(asked).toEqual(['/api/records?range=today', '/api/session', '/api/records?group=A'])
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

describe('the list is requested again at midnight of the account', () => {
  const HOUR = 3_600_000

  afterEach(() => vi.useRealTimers())

  test.each<[name: string, state: Partial<PageState>, wait: number | false]>([
    ['of today', {}, 14.5 * HOUR],
    ['of a preset', { range: 'last7d' }, 14.5 * HOUR],
    ['with a start only', { from: '2024-04-20T00:00:00+08:00' }, 14.5 * HOUR],
    ['not with an end', { to: '2024-04-20T10:00:00+08:00' }, false],
  ])('%s', (_name, state, wait) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = new QueryClient()
    const { refetchInterval } = recordsQuery({ ...BARE, ...state }, client)
    const asked = refetchInterval as () => number | false
    expect(asked()).toBe(false) // The session is not loaded yet.
    vi.setSystemTime('2024-05-03T11:30:00+08:00') // This computer is 26 hours ahead.
    const session = makeSession({ now: '2024-05-02T09:30:00+08:00' })
    client.setQueryData(sessionQuery().queryKey, session)
    expect(asked()).toBe(wait)
  })
})
