import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createVendor, type Vendor } from './handler.ts'
import { SENTINELS } from './sentinels.ts'
import { type QueryToSend, readAnswer, signedQuery } from './signed-query.ts'

const NOW = Date.parse('2026-03-18T14:30:00+08:00')
let vendor: Vendor

beforeEach(() => {
  vendor = createVendor({ now: () => NOW, recordings: async () => new Uint8Array() })
})
afterEach(() => vi.useRealTimers())

function send(sipGroupName: string, query: Partial<QueryToSend> = {}): Promise<Response> {
  return vendor(signedQuery({ now: NOW, params: { sipGroupName, ...query.params }, ...query }))
}

test.each([
  [SENTINELS.auth, '-1'],
  [SENTINELS.ip, '-2'],
  [SENTINELS.clock, '-16'],
  [SENTINELS.error, '-18'],
  [SENTINELS.rejected, '-22'],
  [SENTINELS.range, '-25'],
  [SENTINELS.unknownStatus, '-99'],
])('%s says %s', async (group, status) => {
  expect((await readAnswer(await send(group))).status).toBe(status)
})

test.each([
  [SENTINELS.busy, 429, '7', /Too Many/],
  [SENTINELS.unavailable, 503, null, /html/],
  [SENTINELS.crash, 500, null, /html/],
  [SENTINELS.html, 200, null, /^<!doctype html>/],
  [SENTINELS.half, 200, null, /^\{"status":"0"[^}]*$/],
  [SENTINELS.nothing, 200, null, /^$/],
])('%s is HTTP %i', async (group, status, retryAfter, body) => {
  const response = await send(group)
  expect(response.status).toBe(status)
  expect(response.headers.get('Retry-After')).toBe(retryAfter)
  expect(await response.text()).toMatch(body)
})

test('!clock answers on the clock that its Date tells', async () => {
  const refused = await send(SENTINELS.clock)
  const told = Date.parse(refused.headers.get('Date') ?? '')
  expect(told - NOW).toBe(7 * 60_000)
  const params = { sipGroupName: SENTINELS.clock }
  const { status, data } = await readAnswer(
    await vendor(signedQuery({ now: told, params: { ...params } })),
  )
  expect(status).toBe('0')
  expect(data.total).toBeGreaterThan(0)
})

test('!error-once and !500-once answer the second time', async () => {
  expect((await readAnswer(await send(SENTINELS.errorOnce))).status).toBe('-18')
  expect((await readAnswer(await send(SENTINELS.errorOnce))).status).toBe('0')
  expect((await send(SENTINELS.crashOnce)).status).toBe(500)
  expect((await readAnswer(await send(SENTINELS.crashOnce))).data.total).toBeGreaterThan(0)
})

test('!never ends when the caller gives up', async () => {
  const caller = new AbortController()
  const answer = send(SENTINELS.never, { signal: caller.signal })
  caller.abort(new DOMException('enough', 'TimeoutError'))
  await expect(answer).rejects.toThrow('enough')
})

test('!slow answers after 1.5 seconds', async () => {
  vi.useFakeTimers()
  const answered = vi.fn()
  const answer = send(SENTINELS.slow).finally(answered)
  await vi.advanceTimersByTimeAsync(1400)
  expect(answered).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(100)
  expect((await readAnswer(await answer)).status).toBe('0')
})

test('!refused fails as fetch does', async () => {
  await expect(send(SENTINELS.refused)).rejects.toMatchObject({
    message: 'fetch failed',
    cause: { code: 'ECONNREFUSED' },
  })
})

test('!short promises 3 calls too many, !fail-page-3 ends after 2 pages', async () => {
  const { total } = (await readAnswer(await vendor(signedQuery({ now: NOW })))).data
  expect((await readAnswer(await send(SENTINELS.short))).data.total).toBe(total + 3)
  const page = async (current: number) =>
    (await readAnswer(await send(SENTINELS.failPage3, { current, size: 10 }))).status
  expect([await page(2), await page(3), await page(3), await page(4)]).toEqual([
    '0',
    '-18',
    '-18',
    '-18',
  ])
})

test.each([
  [SENTINELS.empty, 0],
  [SENTINELS.one, 1],
  [SENTINELS.markup, 12],
  [SENTINELS.odd, 14],
  ['!unheard-of', 0],
])('%s has %i records', async (group, total) => {
  const { data } = await readAnswer(await send(group))
  expect(data.total).toBe(total)
  expect(data.records).toHaveLength(total)
})

test('the records of a sentinel are paged and narrowed as any', async () => {
  const page = await readAnswer(await send(SENTINELS.markup, { current: 2, size: 5 }))
  expect(page.data.records).toHaveLength(5)
  const params = { sipGroupName: SENTINELS.markup, seatNameList: ['+1'] }
  const { data } = await readAnswer(await vendor(signedQuery({ now: NOW, params })))
  expect(data.records.map((record) => record.agentName)).toEqual(['+1'])
})

test('!odd repeats an id within a page', async () => {
  const { records } = (await readAnswer(await send(SENTINELS.odd))).data
  expect(new Set(records.map((record) => record.callSessionId)).size).toBe(records.length - 1)
})

test('the README tells every sentinel', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  expect(Object.values(SENTINELS).filter((group) => !readme.includes(`\`${group}\``))).toEqual([])
})

test('!total-0 has a total of 0, and !size-20 pages of 20 that say so', async () => {
  const { data } = await readAnswer(await send(SENTINELS.totalZero, { size: 30 }))
  expect(data.total).toBe(0)
  expect(data.records).toHaveLength(30)
  const ids = async (group: string, current: number, size: number) =>
    (await readAnswer(await send(group, { current, size }))).data.records.map(
      (record) => record.callSessionId,
    )
  expect(await ids(SENTINELS.smallPages, 2, 100)).toEqual(await ids(SENTINELS.short, 2, 20))
})
