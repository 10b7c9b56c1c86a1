import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createVendor, DEMO_KEY, DEMO_SECRET } from '../../mocks/vendor/handler.ts'
import { SENTINELS } from '../../mocks/vendor/sentinels.ts'
import type { CallRecord, RecordsPage } from '../calls/call.ts'
import { createTestApp, TEST_NOW, TEST_QUERY } from '../testing/test-app.ts'

const RECORDINGS = new URL('../../mocks/vendor/recordings/', import.meta.url)

function createDemo() {
  const vendor = createVendor({
    now: Date.now,
    recordings: (name) => readFile(new URL(name, RECORDINGS)),
  })
  const credentials = { LAAFFIC_API_KEY: DEMO_KEY, LAAFFIC_API_SECRET: DEMO_SECRET }
  return { ...createTestApp(vendor, credentials, Date.now), vendor }
}

beforeEach(() => {
  vi.useFakeTimers({ now: TEST_NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
})
afterEach(() => void vi.useRealTimers())

type App = ReturnType<typeof createDemo>['app']

/** Returns the calls of the group `!recordings`. */
async function recordingCases(app: App, query = TEST_QUERY): Promise<CallRecord[]> {
  const group = encodeURIComponent(SENTINELS.recordings)
  const answer = await app.request(`${query}&size=100&group=${group}`)
  return ((await answer.json()) as RecordsPage).records
}

/** Finds a call of that group by the beginning of its remark. */
async function recordingCase(app: App, remark: string) {
  async function find(query: string): Promise<CallRecord> {
    const records = await recordingCases(app, query)
    const found = records.find((record) => record.remark?.startsWith(remark))
    if (!found) throw new Error(`no case ${remark}`)
    return found
  }
  const call = await find(TEST_QUERY)
  const second = encodeURIComponent(call.startedAt)
  return { call, again: () => find(`/api/records?from=${second}&to=${second}`) }
}

test('a new query replaces a recording URL that has expired', async () => {
  const { app } = createDemo()
  const { call, again } = await recordingCase(app, 'Expires while it plays')
  const status = async ({ recording }: CallRecord) => {
    const response = await app.request(recording ?? '', { headers: { Range: 'bytes=0-9' } })
    await response.body?.cancel()
    return response.status
  }
  expect(await status(call)).toBe(206)
  await vi.advanceTimersByTimeAsync(8_000)
  expect(await status(call)).toBe(410)
  const fresh = await again()
  expect(fresh).toEqual({ ...call, recording: expect.not.stringMatching(call.recording ?? '') })
  expect(await status(fresh)).toBe(206)
})

test('a recording that is still being written keeps its URL', async () => {
  const { app } = createDemo()
  const { call, again } = await recordingCase(app, 'Still being written')
  expect((await app.request(call.recording ?? '')).status).toBe(404)
  expect(await again()).toEqual(call)
  await vi.advanceTimersByTimeAsync(26_000)
  expect((await app.request(call.recording ?? '')).status).toBe(200)
})

async function ask(group: string) {
  const asked = createDemo().app.request(`${TEST_QUERY}&group=${encodeURIComponent(group)}`)
  let isDone = false
  void Promise.resolve(asked).finally(() => {
    isDone = true
  })
  while (!isDone) await vi.advanceTimersByTimeAsync(500)
  return asked
}

describe('the faults of the simulated vendor', () => {
  test.each([
    [SENTINELS.auth, 502, 'vendor_auth'],
    [SENTINELS.ip, 502, 'vendor_ip_denied'],
    [SENTINELS.error, 502, 'vendor_error'],
    [SENTINELS.rejected, 502, 'vendor_rejected'],
    [SENTINELS.range, 422, 'vendor_range'],
    [SENTINELS.unknownStatus, 502, 'vendor_error'],
    [SENTINELS.busy, 503, 'vendor_busy'],
    [SENTINELS.unavailable, 503, 'vendor_busy'],
    [SENTINELS.crash, 502, 'vendor_error'],
    [SENTINELS.html, 502, 'vendor_malformed'],
    [SENTINELS.half, 502, 'vendor_malformed'],
    [SENTINELS.nothing, 502, 'vendor_malformed'],
    [SENTINELS.never, 504, 'vendor_timeout'],
    [SENTINELS.refused, 502, 'vendor_unreachable'],
  ])('the group %s is answered with %s %s', async (group, status, code) => {
    const response = await ask(group)
    expect([response.status, await response.json()]).toMatchObject([status, { code }])
  })

  test.each([
    SENTINELS.clock,
    SENTINELS.errorOnce,
    SENTINELS.crashOnce,
    SENTINELS.slow,
    SENTINELS.odd,
    SENTINELS.markup,
    SENTINELS.empty,
  ])('the group %s is answered without a failure', async (group) => {
    expect((await ask(group)).status).toBe(200)
  })
})

test('the good demo recordings are audio and allow ranges', async () => {
  const { app } = createDemo()
  const records = await recordingCases(app)
  const good = records.filter(({ remark }) => /^Good(?! after four)/.test(remark ?? ''))
  expect(good.length).toBeGreaterThan(40)
  for (const { recording } of good) {
    const response = await app.request(recording ?? '', { headers: { Range: 'bytes=100-199' } })
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Type')).toMatch(/^audio\//)
    expect((await response.arrayBuffer()).byteLength).toBe(100)
  }
})

test('each failure of a demo recording has its own code', async () => {
  const { app } = createDemo()
  const records = await recordingCases(app)
  async function codeOf(remark: string) {
    const record = records.find((one) => one.remark?.startsWith(remark))
    const asked = app.request(record?.recording ?? '')
    if (remark === 'Never answers') await vi.advanceTimersByTimeAsync(15_000)
    const response = await asked
    return response.ok ? 'audio' : (await response.json()).code
  }
  for (const [remark, code] of [
    ['Good, but called application/octet-stream', 'audio'],
    ['Good after three redirects', 'audio'],
    ['Good after four redirects', 'recording_unreachable'],
    ['404', 'recording_missing'],
    ['410', 'recording_expired'],
    ['403', 'recording_expired'],
    ['500', 'recording_unreachable'],
    ['An HTML page', 'recording_not_audio'],
    ['Not audio: an HTML page', 'recording_not_audio'],
    ['An empty file', 'recording_empty'],
    ['Empty: a WAV header', 'recording_empty'],
    ['Never answers', 'recording_unreachable'],
    ['Redirects to 127.0.0.1', 'recording_forbidden_host'],
    ['Redirects to 169.254', 'recording_forbidden_host'],
    ['At a private address', 'recording_forbidden_host'],
  ] as const)
    expect([remark, await codeOf(remark)]).toEqual([remark, code])
})

test('smaller pages than requested contain each call once', async () => {
  const { app } = createDemo()
  async function read(group: string, page: number): Promise<RecordsPage> {
    const search = `&size=50&group=${encodeURIComponent(group)}&page=${page}`
    return (await app.request(TEST_QUERY + search)).json()
  }
  const { total, records } = await read(SENTINELS.short, 1)
  const first = await read(SENTINELS.smallPages, 1)
  const all = (total ?? 0) - 3
  expect(first).toMatchObject({ size: 20, total: all, pages: Math.ceil(all / 20) })
  const pages = await Promise.all([1, 2, 3].map((page) => read(SENTINELS.smallPages, page)))
  const ids = pages.flatMap((page) => page.records.map(({ id }) => id))
  expect(ids.slice(0, 50)).toEqual(records.map(({ id }) => id))
})
