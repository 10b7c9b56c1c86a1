import { describe, expect, test } from 'vitest'
import {
  askVendor,
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
  json,
  never,
  refusal,
  scriptedFetch,
  vendorPage,
} from '../../testing/scripted-fetch.ts'
import { TEST_KEY, TEST_NOW, TEST_SECRET } from '../../testing/test-app.ts'
import { connectionCode, parseRetryAfter, redact } from './failures.ts'
import { sign } from './request.ts'

const SYSTEM_ERROR = refusal('-18', 'system error')

runUnderFakeTime()

describe('a failure of the vendor', () => {
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
      { code: 'vendor_error', detail: 'The phone system answered HTTP 404.' },
    ],
    ['HTTP 502', httpStatus(502), { code: 'vendor_error' }],
    ['HTTP 429', httpStatus(429), { code: 'vendor_busy', retryAfterSeconds: 5 }],
    [
      'HTTP 503',
      httpStatus(503, { 'Retry-After': '9' }),
      { code: 'vendor_busy', retryAfterSeconds: 9 },
    ],
    ['a redirect', httpStatus(302, { Location: 'https://a.test' }), { code: 'vendor_malformed' }],
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
    ['no answer after an abort', () => new Promise<never>(() => {}), { code: 'vendor_timeout' }],
    ['half an answer', stalled, { code: 'vendor_timeout' }],
  ])('has its own code: %s', async (_, step, expected) => {
    const { result } = await askVendor(step)
    const problem = problemOf(result)
    expect(problem).toMatchObject(expected)
    expect(problem.detail).not.toMatch(/vendor/i) // the page calls it the phone system
  })

  test.each([
    ['no answer', never],
    ['half an answer', stalled],
    ['a system error', SYSTEM_ERROR],
    ['no connection', broken],
  ])('is over when the vendor works again: %s', async (_, step) => {
    const fetch = scriptedFetch(step, step, vendorPage({ callSessionId: '1' }))
    const ask = createAsk(fetch, { LAAFFIC_CONCURRENCY: '1' })
    let result = await settle(ask(VENDOR_QUERY, STAY))
    for (let tries = 0; 'problem' in result && tries < 2; tries += 1)
      result = await settle(ask(VENDOR_QUERY, STAY))
    expect(result).toMatchObject({ total: 1 })
  })

  test('comes within the timeout, including the retry', async () => {
    const fetch = scriptedFetch(SYSTEM_ERROR, never)
    const result = await settle(createAsk(fetch)(VENDOR_QUERY, STAY))
    expect(problemOf(result).code).toBe('vendor_timeout')
    expect(result.vendorMs).toBe(15_000)
    expect(fetch.calls[1]?.signal.aborted).toBe(true)
  })

  test('has a detail and a status without secrets', async () => {
    const signature = sign(TEST_KEY, TEST_SECRET, TEST_NOW / 1000)
    const reason = `key ${TEST_KEY}\n secret ${TEST_SECRET} sign ${signature.toUpperCase()}`
    const { detail } = problemOf((await askVendor(refusal('-1', reason))).result)
    expect(detail).toMatch(/key \[removed\] secret \[removed\] sign \[removed\]$/)
    const { vendorStatus } = problemOf((await askVendor(refusal(TEST_SECRET, ''))).result)
    expect(vendorStatus).toBe('[removed]')
  })
})

test.each([
  [null, 5],
  ['', 5],
  ['soon', 5],
  ['-3', 5],
  ['0', 5],
  ['7', 7],
  ['90', 90],
  ['86400', 600],
  ['Tue, 10 Mar 2026 04:00:12 GMT', 12],
  ['Tue, 10 Mar 2026 03:00:00 GMT', 5],
])('Retry-After %s is %d s', (header, seconds) => {
  expect(parseRetryAfter(header, Date.parse('2026-03-10T04:00:00Z'))).toBe(seconds)
})

const refused = Object.assign(new Error('connect 10.0.0.1:443'), { code: 'ECONNREFUSED' })

test.each([
  ['ECONNREFUSED', refused],
  ['ECONNREFUSED', new TypeError('fetch failed', { cause: refused })],
  [null, new TypeError('fetch failed')],
  [null, Object.assign(new Error('x'), { code: 'a secret' })],
  [null, 'ECONNREFUSED'],
])('the code of a failed connection is %s', (code, error) => {
  expect(connectionCode(error)).toBe(code)
})

test.each([
  ['removes control and direction characters', 'a\u0000b\r\nc\u202ed\u2028e', 'a b c d e'],
  ['removes a secret, whatever its case', 'bad SeCrEt+1 given', 'bad [removed] given'],
  ['removes a secret between unprintable characters', 'key\u200b', '[removed]'],
  ['removes every occurrence', 'key, key', '[removed], [removed]'],
])('redact %s', (_, text, expected) => {
  expect(redact(text, ['secret+1', 'key', ''])).toBe(expected)
})

test('redact removes a secret before it shortens the text', () => {
  const text = redact(`${'x'.repeat(295)}secret`, ['secret'])
  expect(text).toHaveLength(300)
  expect(text).not.toContain('sec')
})

test('redact shows no part of a secret at the limit', () => {
  const text = redact(`a message${' '.repeat(3_988)}secret and more`, ['secret'])
  expect(text).toBe('a messa…')
})
