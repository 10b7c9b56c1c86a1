import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  askVendor,
  createAsk,
  problemOf,
  STAY,
  settle,
  VENDOR_QUERY,
} from '../../testing/ask-vendor.ts'
import {
  broken,
  httpStatus,
  json,
  never,
  refusal,
  scriptedFetch,
  vendorPage,
} from '../../testing/scripted-fetch.ts'
import { TEST_KEY, TEST_NOW, TEST_SECRET } from '../../testing/test-app.ts'
import { sign } from './sign.ts'

const SYSTEM_ERROR = refusal('-18', 'system error')

beforeEach(() => {
  vi.useFakeTimers({ now: TEST_NOW })
})
afterEach(() => {
  vi.useRealTimers()
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
    [
      'no connection',
      broken,
      { code: 'vendor_unreachable', detail: expect.stringContaining('(ECONNREFUSED)') },
    ],
    ['a connection lost in the body', cutOff, { code: 'vendor_unreachable' }],
    ['no answer', never, { code: 'vendor_timeout' }],
    [
      'no answer, deaf to its signal',
      () => new Promise<never>(() => {}),
      { code: 'vendor_timeout' },
    ],
    ['half an answer and silence', stalled, { code: 'vendor_timeout' }],
  ])('%s', async (_, step, expected) => {
    const { result } = await askVendor(step)
    expect(problemOf(result)).toMatchObject(expected)
  })

  test.each([
    ['no answer', never],
    ['half an answer', stalled],
    ['a system error', SYSTEM_ERROR],
    ['no connection', broken],
  ])('after %s it works again when the vendor does', async (_, step) => {
    const fetch = scriptedFetch(step, step, vendorPage({ callSessionId: '1' }))
    const ask = createAsk(fetch, { LAAFFIC_CONCURRENCY: '1' })
    let result = await settle(ask(VENDOR_QUERY, STAY))
    for (let tries = 0; 'problem' in result && tries < 2; tries += 1)
      result = await settle(ask(VENDOR_QUERY, STAY))
    expect(result).toMatchObject({ total: 1 })
  })

  test('both tries together STAY within the time limit', async () => {
    const fetch = scriptedFetch(SYSTEM_ERROR, never)
    const result = await settle(createAsk(fetch)(VENDOR_QUERY, STAY))
    expect(problemOf(result).code).toBe('vendor_timeout')
    expect(result.vendorMs).toBe(15_000)
    expect(fetch.calls[1]?.signal.aborted).toBe(true)
  })

  test('the vendor’s words come without secrets', async () => {
    const signature = sign(TEST_KEY, TEST_SECRET, TEST_NOW / 1000)
    const reason = `key ${TEST_KEY}\n secret ${TEST_SECRET} sign ${signature.toUpperCase()}`
    const { detail } = problemOf((await askVendor(refusal('-1', reason))).result)
    expect(detail).toMatch(/key \[removed\] secret \[removed\] sign \[removed\]$/)
  })

  test('and so does its status', async () => {
    const { vendorStatus } = problemOf((await askVendor(refusal(TEST_SECRET, ''))).result)
    expect(vendorStatus).toBe('[removed]')
  })
})
