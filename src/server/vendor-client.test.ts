import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RecordsQuery } from '../contract/query.ts'
import {
  broken,
  httpStatus,
  json,
  never,
  refusal,
  scriptedFetch,
  vendorPage,
} from './scripted-fetch.ts'
import { sign } from './sign.ts'
import { TEST_KEY, TEST_NOW, TEST_SECRET, testEnv } from './test-app.ts'
import { createVendorClient, type VendorResult } from './vendor-client.ts'

const QUERY: RecordsQuery = {
  from: '2026-03-10T00:00:00+08:00',
  to: '2026-03-10T23:59:59+08:00',
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
const stay = new AbortController().signal
const SYSTEM_ERROR = refusal('-18', 'system error')

beforeEach(() => {
  vi.useFakeTimers({ now: TEST_NOW })
})
afterEach(() => {
  vi.useRealTimers()
})

function createAsk(fetch: ReturnType<typeof scriptedFetch>, settings: Record<string, string> = {}) {
  const env = testEnv(settings)
  return createVendorClient({ env, fetch, now: Date.now, recordingPath: (url) => url })
}

async function settle<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {})
  await vi.runAllTimersAsync()
  return promise
}

function problemOf(result: VendorResult) {
  if (!('problem' in result)) throw new TypeError('There was no failure')
  const { code, detail, extras } = result.problem
  return { code, detail, ...extras }
}

async function ask(...steps: Parameters<typeof scriptedFetch>) {
  const fetch = scriptedFetch(...steps)
  return { result: await settle(createAsk(fetch)(QUERY, stay)), fetch }
}

describe('one request', () => {
  test('is signed and sent as the vendor documents it', async () => {
    const { fetch } = await ask(vendorPage())
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

  test('counts the time from the first send on', async () => {
    const slow = scriptedFetch(async (url, init) => {
      await new Promise((resolve) => setTimeout(resolve, 70))
      return vendorPage()(url, init)
    })
    expect(await settle(createAsk(slow)(QUERY, stay))).toMatchObject({ vendorMs: 70, total: 0 })
  })
})

describe('the clock', () => {
  const THEIRS = { Date: new Date(TEST_NOW + 600_000).toUTCString() }
  const late = refusal('-16', 'time limit exceeded', THEIRS)

  test('is learned from the vendor, and kept', async () => {
    const fetch = scriptedFetch(late, vendorPage())
    const askVendor = createAsk(fetch)
    expect(await settle(askVendor(QUERY, stay))).toMatchObject({ total: 0 })
    await settle(askVendor(QUERY, stay))
    const timestamps = fetch.calls.map(({ headers }) => Number(headers.get('Timestamp')))
    const ours = TEST_NOW / 1000
    expect(timestamps).toEqual([ours, ours + 600, ours + 600])
    expect(fetch.calls[1]?.headers.get('Sign')).toBe(sign(TEST_KEY, TEST_SECRET, ours + 600))
  })

  test('is tried once only, and the problem says by how much it differs', async () => {
    const { result, fetch } = await ask(late)
    expect(problemOf(result)).toMatchObject({
      code: 'vendor_clock',
      vendorStatus: '-16',
      detail: expect.stringContaining('600 s ahead of'),
    })
    expect(fetch.calls).toHaveLength(2)
  })

  test.each([[{}], [{ Date: 'yesterday' }]])('cannot be learned from %o', async (headers) => {
    const { result, fetch } = await ask(refusal('-16', 'time limit exceeded', headers))
    expect(problemOf(result).code).toBe('vendor_clock')
    expect(fetch.calls).toHaveLength(1)
  })
})

describe('a second try', () => {
  test.each([
    ['-18', SYSTEM_ERROR],
    ['HTTP 500', httpStatus(500)],
    ['HTTP 503 without Retry-After', httpStatus(503)],
    ['a broken connection', broken],
  ])('after %s, signed anew', async (_, failure) => {
    const { result, fetch } = await ask(failure, vendorPage({ callSessionId: '1' }))
    expect(result).toMatchObject({ total: 1 })
    expect(fetch.calls).toHaveLength(2)
  })

  test('is the last', async () => {
    const { result, fetch } = await ask(SYSTEM_ERROR)
    expect(problemOf(result).code).toBe('vendor_error')
    expect(fetch.calls).toHaveLength(2)
  })

  test('comes after a pause, when the signature is a new one', async () => {
    const fetch = scriptedFetch(SYSTEM_ERROR, vendorPage())
    vi.spyOn(Math, 'random').mockReturnValueOnce(1)
    vi.setSystemTime(TEST_NOW + 500)
    const { vendorMs } = await settle(createAsk(fetch)(QUERY, stay))
    expect(vendorMs).toBe(600)
    const timestamps = fetch.calls.map(({ headers }) => Number(headers.get('Timestamp')))
    expect(timestamps).toEqual([TEST_NOW / 1000, TEST_NOW / 1000 + 1])
  })

  test('is not begun where time would run out in the pause', async () => {
    const fetch = scriptedFetch(SYSTEM_ERROR)
    const result = await settle(createAsk(fetch, { LAAFFIC_TIMEOUT_MS: '200' })(QUERY, stay))
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
    const { fetch } = await ask(failure)
    expect(fetch.calls).toHaveLength(1)
  })
})

describe('failures', () => {
  const endless = () =>
    new Response(new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(2 ** 20)) }))
  const cutOff = () =>
    new Response(new ReadableStream({ pull: (c) => c.error(new TypeError('terminated')) }))
  const stalled = () => new Response(new ReadableStream())

  test.each([
    ['-1', refusal('-1', 'no'), { code: 'vendor_auth', vendorStatus: '-1' }],
    ['-2', refusal('-2', 'no'), { code: 'vendor_ip_denied', vendorStatus: '-2' }],
    ['-18', SYSTEM_ERROR, { code: 'vendor_error', vendorStatus: '-18' }],
    ['-22', refusal('-22', 'no'), { code: 'vendor_rejected', vendorStatus: '-22' }],
    ['-25', refusal('-25', 'no'), { code: 'vendor_range', vendorStatus: '-25' }],
    ['-99', refusal('-99', 'no'), { code: 'vendor_error', vendorStatus: '-99' }],
    ['a number for a status', json({ status: -1 }), { code: 'vendor_auth', vendorStatus: '-1' }],
    ['HTTP 401', httpStatus(401), { code: 'vendor_auth' }],
    ['HTTP 403', httpStatus(403), { code: 'vendor_ip_denied' }],
    [
      'HTTP 404',
      httpStatus(404),
      { code: 'vendor_error', detail: 'The vendor answered HTTP 404.' },
    ],
    ['HTTP 502', httpStatus(502), { code: 'vendor_error' }],
    ['HTTP 429', httpStatus(429), { code: 'vendor_busy', retryAfterSeconds: 5 }],
    [
      'HTTP 503',
      httpStatus(503, { 'Retry-After': '9' }),
      { code: 'vendor_busy', retryAfterSeconds: 9 },
    ],
    [
      'a redirect',
      httpStatus(302, { Location: 'https://a.example' }),
      { code: 'vendor_malformed' },
    ],
    ['HTML', () => new Response('<html>'), { code: 'vendor_malformed' }],
    ['half a JSON', () => new Response('{"status":"0","da'), { code: 'vendor_malformed' }],
    ['nothing', () => new Response(null), { code: 'vendor_malformed' }],
    ['JSON of another shape', json([1]), { code: 'vendor_malformed' }],
    ['success without data', json({ status: '0' }), { code: 'vendor_malformed' }],
    ['more than 10 MB', endless, { code: 'vendor_malformed' }],
    ['no connection', broken, { code: 'vendor_unreachable' }],
    ['a connection lost in the body', cutOff, { code: 'vendor_unreachable' }],
    ['no answer', never, { code: 'vendor_timeout' }],
    [
      'no answer, deaf to its signal',
      () => new Promise<never>(() => {}),
      { code: 'vendor_timeout' },
    ],
    ['half an answer and silence', stalled, { code: 'vendor_timeout' }],
  ])('%s', async (_, step, expected) => {
    const { result } = await ask(step)
    expect(problemOf(result)).toMatchObject(expected)
  })

  test.each([
    ['no answer', never],
    ['half an answer', stalled],
    ['a system error', SYSTEM_ERROR],
    ['no connection', broken],
  ])('after %s it works again when the vendor does', async (_, step) => {
    const fetch = scriptedFetch(step, step, vendorPage({ callSessionId: '1' }))
    const askVendor = createAsk(fetch, { LAAFFIC_CONCURRENCY: '1' })
    let result = await settle(askVendor(QUERY, stay))
    for (let tries = 0; 'problem' in result && tries < 2; tries += 1)
      result = await settle(askVendor(QUERY, stay))
    expect(result).toMatchObject({ total: 1 })
  })

  test('both tries together stay within the time limit', async () => {
    const fetch = scriptedFetch(SYSTEM_ERROR, never)
    const result = await settle(createAsk(fetch)(QUERY, stay))
    expect(problemOf(result).code).toBe('vendor_timeout')
    expect(result.vendorMs).toBe(15_000)
    expect(fetch.calls[1]?.signal.aborted).toBe(true)
  })

  test('the vendor’s words come without secrets', async () => {
    const signature = sign(TEST_KEY, TEST_SECRET, TEST_NOW / 1000)
    const reason = `key ${TEST_KEY}\n secret ${TEST_SECRET} sign ${signature.toUpperCase()}`
    const { detail } = problemOf((await ask(refusal('-1', reason))).result)
    expect(detail).toMatch(/key \[removed\] secret \[removed\] sign \[removed\]$/)
  })

  test('and so does its status', async () => {
    const { vendorStatus } = problemOf((await ask(refusal(TEST_SECRET, ''))).result)
    expect(vendorStatus).toBe('[removed]')
  })
})

describe('at the same moment', () => {
  test('identical queries share a request, others do not', async () => {
    const fetch = scriptedFetch(vendorPage())
    const askVendor = createAsk(fetch)
    const sameInstant = { ...QUERY, from: '2026-03-09T16:00:00Z' }
    const queries = [QUERY, sameInstant, QUERY, { ...QUERY, page: 2 }]
    await settle(Promise.all(queries.map((query) => askVendor(query, stay))))
    expect(fetch.calls).toHaveLength(2)
  })

  test('the vendor’s request ends when the last who waited left, and with it the retry', async () => {
    const fetch = scriptedFetch(never)
    const askVendor = createAsk(fetch)
    const [one, other] = [new AbortController(), new AbortController()]
    const answers = [askVendor(QUERY, one.signal), askVendor(QUERY, other.signal)]
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

  test('no more are under way than allowed', async () => {
    const fetch = scriptedFetch(never)
    const askVendor = createAsk(fetch, { LAAFFIC_CONCURRENCY: '2' })
    const asked = [1, 2, 3].map((page) => askVendor({ ...QUERY, page }, stay))
    await vi.advanceTimersByTimeAsync(10)
    expect(fetch.calls).toHaveLength(2)
    await settle(Promise.all(asked))
    expect(fetch.calls).toHaveLength(3)
  })

  test('who waits too long is told that the queue is here', async () => {
    const fetch = scriptedFetch(never)
    const askVendor = createAsk(fetch, { LAAFFIC_CONCURRENCY: '1', LAAFFIC_TIMEOUT_MS: '1000' })
    const before = [1, 2].map((page) => askVendor({ ...QUERY, page }, stay))
    await vi.advanceTimersByTimeAsync(500)
    const result = await settle(askVendor({ ...QUERY, page: 3 }, stay))
    await Promise.all(before)
    expect(problemOf(result)).toEqual({
      code: 'vendor_busy',
      detail: 'Too many queries are waiting for their turn here.',
      retryAfterSeconds: 5,
    })
    expect(result.vendorMs).toBe(0)
  })

  test('a query that waited is signed when its turn comes', async () => {
    const fetch = scriptedFetch(async (url, init) => {
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      return vendorPage()(url, init)
    })
    const askVendor = createAsk(fetch, { LAAFFIC_CONCURRENCY: '1' })
    await settle(Promise.all([1, 2].map((page) => askVendor({ ...QUERY, page }, stay))))
    const timestamps = fetch.calls.map(({ headers }) => Number(headers.get('Timestamp')))
    expect(timestamps).toEqual([TEST_NOW / 1000, TEST_NOW / 1000 + 5])
  })
})
