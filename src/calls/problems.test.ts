import { expect, test } from 'vitest'
import { createProblem, isProblemCode, PROBLEMS, type ProblemCode } from './problems.ts'

const STATUSES: Record<ProblemCode, number> = {
  invalid_query: 400,
  not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  wrong_host: 421,
  cross_site: 403,
  internal_error: 500,
  range_too_long: 422,
  range_too_old: 422,
  range_reversed: 422,
  vendor_auth: 502,
  vendor_ip_denied: 502,
  vendor_clock: 502,
  vendor_error: 502,
  vendor_rejected: 502,
  vendor_range: 422,
  vendor_unreachable: 502,
  vendor_malformed: 502,
  vendor_timeout: 504,
  vendor_busy: 503,
  server_busy: 503,
  recording_missing: 404,
  recording_expired: 410,
  recording_forbidden_host: 403,
  recording_unreachable: 502,
  recording_not_audio: 502,
  recording_empty: 422,
}

test('each failure has the status that is promised', () => {
  expect(PROBLEMS).toEqual(STATUSES)
})

const CODES = Object.keys(STATUSES) as ProblemCode[]

test.each(CODES)('the body of %s has the members of RFC 9457 and ours', (code) => {
  expect(createProblem(code, 'req-1', 'What happened.')).toEqual({
    type: `urn:callboard:problem:${code}`,
    title: expect.stringMatching(/^[A-Z].+[^.]$/),
    status: STATUSES[code],
    detail: 'What happened.',
    code,
    requestId: 'req-1',
  })
})

test('each failure has a title of its own', () => {
  const titles = CODES.map((code) => createProblem(code, '', '').title)
  expect(new Set(titles).size).toBe(CODES.length)
})

test.each([
  [{ vendorStatus: '-18' }, { vendorStatus: '-18', status: 502 }],
  [{ vendorStatus: '' }, { vendorStatus: '', status: 502 }],
  [{ status: 504 }, { status: 504 }],
])('a problem may say more: %j', (more, expected) => {
  expect(createProblem('vendor_error', 'req-1', '', more)).toMatchObject(expected)
})

test.each([
  ['vendor_auth', true],
  ['Vendor_Auth', false],
  ['toString', false],
  ['__proto__', false],
  ['', false],
  [null, false],
  [undefined, false],
  [502, false],
  [['vendor_auth'], false],
])('%j is one of our codes: %s', (code, expected) => {
  expect(isProblemCode(code)).toBe(expected)
})
