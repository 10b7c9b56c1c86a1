import { readFile } from 'node:fs/promises'
import { describe, expect, it, test } from 'vitest'
import { createVendor, DEMO_KEY, DEMO_SECRET } from '../../mocks/vendor/handler.ts'
import type { RecordsPage, Session } from '../calls/call.ts'
import type { Summary } from '../calls/figures.ts'
import type { Problem } from '../calls/problems.ts'
import { scriptedFetch, vendorPage } from '../testing/scripted-fetch.ts'
import { createTestApp, TEST_NOW } from '../testing/test-app.ts'

const RECORDINGS = new URL('../../mocks/vendor/recordings/', import.meta.url)

function createDemo(settings: Record<string, string> = {}) {
  const vendor = createVendor({
    now: () => TEST_NOW,
    recordings: (name) => readFile(new URL(name, RECORDINGS)),
  })
  const credentials = { LAAFFIC_API_KEY: DEMO_KEY, LAAFFIC_API_SECRET: DEMO_SECRET }
  const { app } = createTestApp(vendor, { ...credentials, READ_RATE: '0', ...settings })
  return async function get<Answer>(path: string) {
    const response = await app.request(path)
    return { status: response.status, body: (await response.json()) as Answer }
  }
}

describe('the summary of the demo account', () => {
  it('counts what the list states, and sorts it', async () => {
    const get = createDemo()
    const { body: summary } = await get<Summary>('/api/summary?range=yesterday&hold=60')
    const { body: list } = await get<RecordsPage>('/api/records?range=yesterday')
    expect(summary.coverage).toMatchObject({ complete: true, read: list.total, total: list.total })
    expect(summary.figures.calls).toBe(list.total)
    const { body: sorted } = await get<RecordsPage>(
      '/api/records?range=yesterday&sort=-talkSeconds&size=100',
    )
    const talk = sorted.records.map(({ talkSeconds }) => talkSeconds ?? -1)
    expect(talk).toEqual(talk.toSorted((one, other) => other - one))
    expect(sorted).toMatchObject({ total: list.total, coverage: { complete: true } })
    expect(list.coverage).toBeNull()
    for (const { recording } of sorted.records)
      if (recording !== null) expect(recording).toMatch(/^\/api\/recordings\//)
  })

  it('opens the very calls that each number counts', async () => {
    const get = createDemo()
    const { body } = await get<Summary>('/api/summary?range=yesterday&hold=60')
    for (const outcome of ['answered', 'missed', 'failed'] as const) {
      const { body: list } = await get<RecordsPage>(
        `/api/records?range=yesterday&outcome=${outcome}`,
      )
      expect(list.total).toBe(body.figures[outcome])
      expect(list.records.every((call) => call.outcome === outcome)).toBe(true)
    }
    const [agent] = body.facets.agent.values
    const name = encodeURIComponent(String(agent?.value))
    const { body: list } = await get<RecordsPage>(`/api/records?range=yesterday&agent=${name}`)
    expect(list.total).toBe(agent?.calls)
  })

  it('reads two months at once', async () => {
    const get = createDemo()
    const from = '2026-01-10T00:00:00%2B08:00'
    const { body } = await get<Summary>(`/api/summary?from=${from}&read=all&hold=600`)
    expect(body.coverage.complete).toBe(true)
    expect(body.timeline).toMatchObject({ unit: 'day', step: 1 })
    expect(body.timeline.buckets).toHaveLength(60)
    const { status, body: list } = await get<RecordsPage>(`/api/records?from=${from}`)
    expect([status, list.total]).toEqual([200, body.figures.calls])
  })
})

test('a plain page does not open the database', async () => {
  const fetch = scriptedFetch(vendorPage())
  const { app, lines } = createTestApp(fetch, { CALLS_DB: '/nowhere/calls.db' })
  expect((await app.request('/api/records?range=today')).status).toBe(200)
  expect(lines.join()).not.toContain('database')
  expect((await app.request('/api/records?range=today&sort=agent')).status).toBe(501)
  expect(lines.join()).toContain('database')
  expect((await app.request('/api/records?range=today')).status).toBe(200)
})

test('without a mirror, list and session say so', async () => {
  const get = createDemo({ CALLS_DB: 'off' })
  expect((await get<Session>('/api/session')).body.mirror).toBe('off')
  expect((await get('/api/records?range=yesterday')).status).toBe(200)
  for (const path of ['/api/summary', '/api/records?sort=agent', '/api/records?talk=..10']) {
    const { status, body } = await get<Problem>(path)
    expect([path, status, body.code]).toEqual([path, 501, 'mirror_off'])
  }
  const long = '/api/records?from=2026-01-10T00:00:00%2B08:00'
  expect((await get<Problem>(long)).body.code).toBe('range_too_long')
})

test.each([
  ['/api/records?sort=colour', 'sort'],
  ['/api/records?talk=5', 'talk'],
  ['/api/records?talk=9..5', 'talk'],
  ['/api/records?recorded=yes', 'recorded'],
  ['/api/records?without=remark', 'without'],
  ['/api/records?outcome=lost', 'outcome'],
  ['/api/summary?read=some', 'read'],
  ['/api/summary?hold=601', 'hold'],
  ['/api/summary?hold=-1', 'hold'],
  ['/api/summary?agents=some', 'agents'],
  ['/api/summary?range=lastYear', 'range'],
])('refuses %s because of the key %s', async (path, key) => {
  const { status, body } = await createDemo()<Problem>(path)
  expect([status, body.code]).toEqual([400, 'invalid_query'])
  expect(body.detail).toContain(`“${key}”`)
})

test.each([
  ['from=2026-03-10T00:00:00Z&to=2026-03-09T00:00:00Z', 'range_reversed'],
  ['from=2025-01-01T00:00:00Z', 'range_too_old'],
])('refuses the period %s with %s', async (period, code) => {
  for (const path of ['/api/summary?', '/api/records?sort=agent&', '/api/records?']) {
    const { status, body } = await createDemo()<Problem>(path + period)
    expect([path, status, body.code]).toEqual([path, 422, code])
  }
})

test('a page of the list refreshes the calls that were read', async () => {
  const record = { callSessionId: 'a', callStartTime: '2026-03-09 10:00:00', labels: [''] }
  const fetch = scriptedFetch((...request) => vendorPage(record)(...request))
  const { app } = createTestApp(fetch, { READ_RATE: '0' })
  const labels = async () => {
    const answer = await app.request('/api/summary?range=yesterday&read=none')
    return ((await answer.json()) as Summary).facets.label.values.map(({ value }) => value)
  }
  await app.request('/api/summary?range=yesterday&hold=60')
  expect(await labels()).toEqual([null])
  record.labels = ['VIP']
  await app.request('/api/records?range=yesterday')
  await expect.poll(labels).toEqual(['VIP'])
})
