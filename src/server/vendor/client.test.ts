import { describe, expect, test, vi } from 'vitest'
import {
  askVendor,
  createAsk,
  problemOf,
  runUnderFakeTime,
  STAY,
  settle,
  slowVendor,
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
import { TEST_KEY, TEST_NOW, TEST_SECRET } from '../../testing/test-app.ts'
import { sign } from './request.ts'

const SYSTEM_ERROR = refusal('-18', 'system error')

runUnderFakeTime()

const timestampsOf = ({ calls }: ReturnType<typeof scriptedFetch>) =>
  calls.map(({ headers }) => Number(headers.get('Timestamp')))

describe('a request', () => {
  test('is signed and sent as the vendor documents it', async () => {
    const { fetch } = await askVendor(vendorPage())
    const [call] = fetch.calls
    const timestamp = TEST_NOW / 1000
    expect(call?.url).toBe('https://api.laaffic.com/v3/voice/ccRecordQuery')
    expect(call?.method).toBe('POST')
    expect(Object.fromEntries(call?.headers ?? [])).toEqual({
      'content-type': 'application/json;charset=UTF-8',
      'api-key': TEST_KEY,
      timestamp: String(timestamp),
      sign: sign(TEST_KEY, TEST_SECRET, timestamp),
    })
  })

  test('reports the time since it was first sent', async () => {
    const result = await settle(createAsk(slowVendor(70))(VENDOR_QUERY, STAY))
    expect(result).toMatchObject({ vendorMs: 70, total: 0 })
  })
})

describe('the vendor’s clock', () => {
  const THEIRS = { Date: new Date(TEST_NOW + 600_000).toUTCString() }
  const late = refusal('-16', 'time limit exceeded', THEIRS)

  test('is taken from its refusal and used from then on', async () => {
    const fetch = scriptedFetch(late, vendorPage())
    const ask = createAsk(fetch)
    expect(await settle(ask(VENDOR_QUERY, STAY))).toMatchObject({ total: 0 })
    await settle(ask(VENDOR_QUERY, STAY))
    const ours = TEST_NOW / 1000
    expect(timestampsOf(fetch)).toEqual([ours, ours + 600, ours + 600])
    expect(fetch.calls[1]?.headers.get('Sign')).toBe(sign(TEST_KEY, TEST_SECRET, ours + 600))
  })

  test('is tried once, and the problem states the difference', async () => {
    const { result, fetch } = await askVendor(late)
    expect(problemOf(result)).toMatchObject({
      code: 'vendor_clock',
      vendorStatus: '-16',
      detail: expect.stringContaining('600 s ahead of'),
    })
    expect(fetch.calls).toHaveLength(2)
  })

  test.each([[{}], [{ Date: 'yesterday' }]])(
    'cannot be taken from the headers %o',
    async (headers) => {
      const { result, fetch } = await askVendor(refusal('-16', 'time limit exceeded', headers))
      expect(problemOf(result).code).toBe('vendor_clock')
      expect(fetch.calls).toHaveLength(1)
    },
  )
})

describe('a retry', () => {
  test.each([
    ['-18', SYSTEM_ERROR],
    ['HTTP 500', httpStatus(500)],
    ['HTTP 503 without Retry-After', httpStatus(503)],
    ['a broken connection', broken],
  ])('follows %s, with a new signature', async (_, failure) => {
    const { result, fetch } = await askVendor(failure, vendorPage({ callSessionId: '1' }))
    expect(result).toMatchObject({ total: 1 })
    expect(fetch.calls).toHaveLength(2)
  })

  test('happens once', async () => {
    const { result, fetch } = await askVendor(SYSTEM_ERROR)
    expect(problemOf(result).code).toBe('vendor_error')
    expect(fetch.calls).toHaveLength(2)
  })

  test('comes after a pause, with a new timestamp', async () => {
    const fetch = scriptedFetch(SYSTEM_ERROR, vendorPage())
    vi.spyOn(Math, 'random').mockReturnValueOnce(1)
    vi.setSystemTime(TEST_NOW + 500)
    const { vendorMs } = await settle(createAsk(fetch)(VENDOR_QUERY, STAY))
    expect(vendorMs).toBe(600)
    expect(timestampsOf(fetch)).toEqual([TEST_NOW / 1000, TEST_NOW / 1000 + 1])
  })

  test('does not start if the pause would exceed the timeout', async () => {
    const fetch = scriptedFetch(SYSTEM_ERROR)
    const result = await settle(createAsk(fetch, { LAAFFIC_TIMEOUT_MS: '200' })(VENDOR_QUERY, STAY))
    expect(problemOf(result).code).toBe('vendor_error')
    expect(fetch.calls).toHaveLength(1)
  })

  test.each([
    ['-1', refusal('-1', 'no')],
    ['-22', refusal('-22', 'no')],
    ['HTTP 429', httpStatus(429)],
    ['HTTP 503 with Retry-After', httpStatus(503, { 'Retry-After': '9' })],
    ['HTTP 404', httpStatus(404)],
    ['HTML', () => new Response('<html>')],
  ])('does not follow %s', async (_, failure) => {
    const { fetch } = await askVendor(failure)
    expect(fetch.calls).toHaveLength(1)
  })
})

describe('concurrent queries', () => {
  test('share a request if they are identical', async () => {
    const fetch = scriptedFetch(vendorPage())
    const ask = createAsk(fetch)
    const sameInstant = { ...VENDOR_QUERY, from: '2026-03-09T16:00:00Z' }
    const queries = [VENDOR_QUERY, sameInstant, VENDOR_QUERY, { ...VENDOR_QUERY, page: 2 }]
    await settle(Promise.all(queries.map((query) => ask(query, STAY))))
    expect(fetch.calls).toHaveLength(2)
  })

  test('abort the shared request and its retry when the last client leaves', async () => {
    const fetch = scriptedFetch(never)
    const ask = createAsk(fetch)
    const [one, other] = [new AbortController(), new AbortController()]
    const answers = [ask(VENDOR_QUERY, one.signal), ask(VENDOR_QUERY, other.signal)]
    const settled = Promise.allSettled(answers)
    await vi.advanceTimersByTimeAsync(10)
    one.abort()
    expect(fetch.calls[0]?.signal.aborted).toBe(false)
    other.abort()
    expect(fetch.calls[0]?.signal.aborted).toBe(true)
    await vi.runAllTimersAsync()
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(fetch.calls).toHaveLength(1)
  })

  test('do not exceed LAAFFIC_CONCURRENCY', async () => {
    const fetch = slowVendor(5_000)
    const ask = createAsk(fetch, { LAAFFIC_CONCURRENCY: '2' })
    const asked = [1, 2, 3].map((page) => ask({ ...VENDOR_QUERY, page }, STAY))
    await vi.advanceTimersByTimeAsync(10)
    expect(fetch.calls).toHaveLength(2)
    await settle(Promise.all(asked))
    expect(fetch.calls).toHaveLength(3)
  })

  test('fail with server_busy if they wait too long', async () => {
    const settings = { LAAFFIC_CONCURRENCY: '1', LAAFFIC_TIMEOUT_MS: '1000' }
    const ask = createAsk(slowVendor(900), settings)
    const asked = [1, 2, 3].map((page) => ask({ ...VENDOR_QUERY, page }, STAY))
    const [, second, third] = await settle(Promise.all(asked))
    expect(second).toMatchObject({ total: 0 })
    expect(third && problemOf(third)).toEqual({
      code: 'server_busy',
      detail: 'Too many queries are waiting for their turn here.',
      retryAfterSeconds: 5,
    })
    expect(third?.vendorMs).toBe(0)
  })

  test('are signed when their turn comes', async () => {
    const fetch = slowVendor(5_000)
    const ask = createAsk(fetch, { LAAFFIC_CONCURRENCY: '1' })
    await settle(Promise.all([1, 2].map((page) => ask({ ...VENDOR_QUERY, page }, STAY))))
    expect(timestampsOf(fetch)).toEqual([TEST_NOW / 1000, TEST_NOW / 1000 + 5])
  })
})
