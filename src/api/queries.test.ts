import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import type { PageState } from '../contract/query.ts'
import type { Session } from '../contract/record.ts'
import { recordsQuery, resolveRange, sessionQuery, toRecordsQuery } from './queries.ts'

const ZONE = 'Asia/Shanghai'
const NOW = Date.parse('2024-05-02T09:30:00+08:00')
const TODAY = { from: '2024-05-02T00:00:00+08:00', to: '2024-05-02T23:59:59+08:00' }

const BARE: PageState = {
  range: null,
  from: null,
  to: null,
  group: null,
  agent: [],
  type: [],
  reason: [],
  hungUpBy: [],
  number: null,
  country: [],
  label: [],
  page: 1,
  size: 50,
}

describe('resolveRange', () => {
  test.each<[name: string, state: Partial<PageState>, from: string, to: string]>([
    ['today, where the address names nothing', {}, TODAY.from, TODAY.to],
    [
      'the preset',
      { range: 'yesterday' },
      '2024-05-01T00:00:00+08:00',
      '2024-05-01T23:59:59+08:00',
    ],
    [
      'both ends, as they stand',
      { from: '2024-04-01T08:00:00Z', to: '2024-04-02T08:00:00Z' },
      '2024-04-01T08:00:00Z',
      '2024-04-02T08:00:00Z',
    ],
    [
      'both ends before a preset',
      { range: 'last7d', from: '2024-04-01T08:00:00Z', to: '2024-04-02T08:00:00Z' },
      '2024-04-01T08:00:00Z',
      '2024-04-02T08:00:00Z',
    ],
    [
      'a start alone, to the end of today',
      { from: '2024-04-20T00:00:00+08:00' },
      '2024-04-20T00:00:00+08:00',
      TODAY.to,
    ],
    [
      'an end alone, from the start of its day',
      { to: '2024-04-20T10:00:00+08:00' },
      '2024-04-20T00:00:00+08:00',
      '2024-04-20T10:00:00+08:00',
    ],
    [
      'an end of another offset, from the start of its day in the account’s zone',
      { to: '2024-04-20T20:00:00Z' },
      '2024-04-21T00:00:00+08:00',
      '2024-04-20T20:00:00Z',
    ],
  ])('is %s', (_name, state, from, to) => {
    expect(resolveRange({ ...BARE, ...state }, ZONE, NOW)).toEqual({ from, to })
  })

  it('takes today from the account’s zone', () => {
    expect(resolveRange(BARE, 'America/New_York', NOW)).toEqual({
      from: '2024-05-01T00:00:00-04:00',
      to: '2024-05-01T23:59:59-04:00',
    })
  })
})

describe('toRecordsQuery', () => {
  it('has no preset, and every other key as it was', () => {
    const filters = { group: 'A', agent: ['Ann'], type: [1] as const, page: 3, size: 20 }
    const state: PageState = { ...BARE, ...filters, type: [1], range: 'today' }
    const { range: _range, ...rest } = state
    expect(toRecordsQuery(state, ZONE, NOW)).toEqual({ ...rest, ...TODAY })
  })
})

describe('queries', () => {
  const SESSION = {
    demo: true,
    timeZone: ZONE,
    limits: { windowDays: 31, historyDays: 62, pageSize: 100 },
    recordingChannels: null,
  }
  const PAGE = { records: [], total: 0, page: 1, size: 50, pages: 0 }
  const asked: string[] = []

  beforeEach(() => {
    asked.length = 0
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(path)
      return Response.json(path === '/api/session' ? SESSION : PAGE)
    })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('asks for the account once, then for the calls of its today', async () => {
    const client = new QueryClient()
    expect(await client.fetchQuery(recordsQuery({ ...BARE, range: 'today' }, client))).toEqual(PAGE)
    await client.fetchQuery(recordsQuery({ ...BARE, group: 'A' }, client))
    expect(await client.fetchQuery(sessionQuery())).toEqual(SESSION)
    const today = '?from=2024-05-02T00:00:00%2B08:00&to=2024-05-02T23:59:59%2B08:00'
    expect(asked).toEqual(['/api/session', `/api/records${today}`, `/api/records${today}&group=A`])
  })

  it('resolves a preset each time it runs, so that a page left open moves on', async () => {
    const client = new QueryClient()
    const query = recordsQuery({ ...BARE, range: 'today' }, client)
    await client.fetchQuery(query)
    vi.setSystemTime('2024-05-03T00:00:01+08:00')
    await client.fetchQuery({ ...query, staleTime: 0 })
    expect(asked.at(-1)).toContain('from=2024-05-03T00:00:00%2B08:00')
  })
})

describe('at midnight of the account the list is asked for again', () => {
  const HOUR = 3_600_000

  test.each<[name: string, state: Partial<PageState>, wait: number | false]>([
    ['where it is of today', {}, 14.5 * HOUR],
    ['where it is of a preset', { range: 'last7d' }, 14.5 * HOUR],
    ['where it goes on', { from: '2024-04-20T00:00:00+08:00' }, 14.5 * HOUR],
    ['but not where it ends', { to: '2024-04-20T10:00:00+08:00' }, false],
  ])('%s', (_name, state, wait) => {
    vi.setSystemTime(NOW)
    const client = new QueryClient()
    const { refetchInterval } = recordsQuery({ ...BARE, ...state }, client)
    const asked = refetchInterval as () => number | false
    expect(asked()).toBe(false) // the account is not known yet
    client.setQueryData(sessionQuery().queryKey, { timeZone: ZONE } as Session)
    expect(asked()).toBe(wait)
  })
})
