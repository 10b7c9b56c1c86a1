import { describe, expect, test, vi } from 'vitest'
import {
  createAsk,
  problemOf,
  runUnderFakeTime,
  STAY,
  settle,
  VENDOR_QUERY,
} from '../../testing/ask-vendor.ts'
import {
  broken,
  httpStatus,
  never,
  refusal,
  scriptedFetch,
  vendorPage,
} from '../../testing/scripted-fetch.ts'
import { TEST_NOW } from '../../testing/test-app.ts'
import type { VendorResult } from './client.ts'

const BUSY = httpStatus(429, { 'Retry-After': '30' })

runUnderFakeTime()

function setUp(steps: Parameters<typeof scriptedFetch>, settings: Record<string, string> = {}) {
  const fetch = scriptedFetch(...steps)
  const askOnce = createAsk(fetch, settings)
  const ask = (page: number, signal = STAY) => askOnce({ ...VENDOR_QUERY, page }, signal)
  return { ask, sent: () => fetch.calls.length }
}

function codes(results: VendorResult[]) {
  return results.map((result) => ('problem' in result ? problemOf(result).code : 'page'))
}

describe('after HTTP 429 with Retry-After: 30', () => {
  test('no request is sent before that time, and answers have the remaining time', async () => {
    const { ask, sent } = setUp([BUSY, vendorPage()])
    await settle(ask(1))
    vi.setSystemTime(TEST_NOW + 10_400)
    const results = await Promise.all(Array.from({ length: 60 }, (_, page) => ask(page + 1)))
    expect(sent()).toBe(1)
    for (const result of results)
      expect(problemOf(result)).toMatchObject({ code: 'vendor_busy', retryAfterSeconds: 20 })
    vi.setSystemTime(TEST_NOW + 29_999)
    expect(problemOf(await ask(1))).toMatchObject({ retryAfterSeconds: 1 })
    expect(sent()).toBe(1)
  })

  test('one probe is sent at that time, and its success opens the way', async () => {
    const { ask, sent } = setUp([BUSY, vendorPage()])
    await settle(ask(1))
    vi.setSystemTime(TEST_NOW + 30_000)
    const results = await settle(Promise.all([1, 2, 3].map((page) => ask(page))))
    expect(codes(results)).toEqual(['page', 'vendor_busy', 'vendor_busy'])
    expect(results[1] && problemOf(results[1])).toMatchObject({ retryAfterSeconds: 1 })
    expect(sent()).toBe(2)
    const after = await settle(Promise.all([1, 2, 3].map((page) => ask(page))))
    expect(codes(after)).toEqual(['page', 'page', 'page'])
  })

  test.each([
    ['refused again', BUSY, 30],
    ['a system error', refusal('-18', 'system error'), null],
  ])('the answer to the probe decides again: %s', async (_, step, seconds) => {
    const { ask } = setUp([BUSY, step, step, vendorPage()])
    await settle(ask(1))
    vi.setSystemTime(TEST_NOW + 30_000)
    await settle(ask(1))
    const result = await settle(ask(2))
    if (seconds === null) expect(codes([result])).toEqual(['page'])
    else
      expect(problemOf(result)).toMatchObject({ code: 'vendor_busy', retryAfterSeconds: seconds })
  })

  test('a probe is replaced if its client leaves', async () => {
    const { ask, sent } = setUp([BUSY, never, vendorPage()])
    await settle(ask(1))
    vi.setSystemTime(TEST_NOW + 30_000)
    const leaving = new AbortController()
    const probe = expect(ask(1, leaving.signal)).rejects.toThrow()
    await vi.advanceTimersByTimeAsync(10)
    leaving.abort()
    await probe
    expect(codes([await settle(ask(2))])).toEqual(['page'])
    expect(sent()).toBe(3)
  })

  test('queries in the queue fail with the refused one', async () => {
    const late: Parameters<typeof scriptedFetch>[0] = async (url, init) => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      return BUSY(url, init)
    }
    const { ask, sent } = setUp([late], { LAAFFIC_CONCURRENCY: '1' })
    const results = Promise.all([1, 2, 3].map((page) => ask(page)))
    await vi.advanceTimersByTimeAsync(500)
    expect(codes(await results)).toEqual(['vendor_busy', 'vendor_busy', 'vendor_busy'])
    expect(sent()).toBe(1)
  })
})

describe('while the vendor hangs', () => {
  test('one query at a time waits, and all others fail at once', async () => {
    const { ask, sent } = setUp([never, never, never, never, vendorPage()], {
      LAAFFIC_CONCURRENCY: '2',
    })
    const first = [1, 2].map((page) => ask(page))
    await vi.advanceTimersByTimeAsync(5_000)
    const queued = [3, 4, 5].map((page) => ask(page))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(codes(await Promise.all(first))).toEqual(['vendor_timeout', 'vendor_timeout'])
    const refused = await Promise.all(queued.slice(1))
    for (const result of refused)
      expect(problemOf(result)).toMatchObject({ code: 'vendor_timeout', retryAfterSeconds: 15 })
    await vi.advanceTimersByTimeAsync(4_000)
    expect(problemOf(await ask(6))).toMatchObject({ retryAfterSeconds: 11 })
    expect(sent()).toBe(3)
    await vi.advanceTimersByTimeAsync(11_000)
    expect(codes(await Promise.all(queued.slice(0, 1)))).toEqual(['vendor_timeout'])
    await settle(ask(7))
    expect(codes(await settle(Promise.all([ask(8)])))).toEqual(['page'])
    const after = await settle(Promise.all([9, 10, 11].map((page) => ask(page))))
    expect(codes(after)).toEqual(['page', 'page', 'page'])
  })

  test('one slow query does not stop the others', async () => {
    const { ask } = setUp([never, vendorPage(), never, vendorPage()])
    const slow = ask(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(codes([await ask(2)])).toEqual(['page'])
    await vi.advanceTimersByTimeAsync(14_000)
    expect(codes([await slow])).toEqual(['vendor_timeout'])
    const again = ask(1)
    expect(codes([await ask(3)])).toEqual(['page'])
    await settle(again)
  })

  test('a broken connection fails only its own query', async () => {
    const { ask } = setUp([never, broken, broken, vendorPage()])
    expect(codes([await settle(ask(1))])).toEqual(['vendor_timeout'])
    expect(codes([await settle(ask(1))])).toEqual(['vendor_unreachable'])
    expect(codes([await settle(ask(1))])).toEqual(['page'])
  })
})

test('in the demo each agent group has its own backoff', async () => {
  const fetch = scriptedFetch(BUSY, vendorPage())
  const ask = createAsk(fetch, { LAAFFIC_API_KEY: '', LAAFFIC_API_SECRET: '' })
  const results = []
  for (const group of ['!busy', 'other', '!busy'])
    results.push(await settle(ask({ ...VENDOR_QUERY, group: [group] }, STAY)))
  expect(codes(results)).toEqual(['vendor_busy', 'page', 'vendor_busy'])
})

test('in the demo a timeout does not stop other visitors', async () => {
  const fetch = scriptedFetch(never)
  const ask = createAsk(fetch, { LAAFFIC_API_KEY: '', LAAFFIC_API_SECRET: '' })
  await settle(ask(VENDOR_QUERY, STAY))
  const results = await settle(
    Promise.all([1, 2].map((page) => ask({ ...VENDOR_QUERY, page }, STAY))),
  )
  expect(results.map(({ vendorMs }) => vendorMs)).toEqual([15_000, 15_000])
  expect(fetch.calls).toHaveLength(3)
})
