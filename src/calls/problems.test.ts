import { expect, test } from 'vitest'
import { createProblem, isProblemCode, PROBLEMS, type ProblemCode } from './problems.ts'

const CODES = Object.keys(PROBLEMS) as ProblemCode[]

test.each(CODES)('the body of %s has the members of RFC 9457 and our own', (code) => {
  expect(createProblem(code, 'req-1', 'What happened.')).toEqual({
    type: `urn:callboard:problem:${code}`,
    title: expect.stringMatching(/^[A-Z].+[^.]$/),
    status: PROBLEMS[code],
    detail: 'What happened.',
    code,
    requestId: 'req-1',
  })
})

test('each failure has a title of its own', () => {
  const titles = CODES.map((code) => createProblem(code, '', '').title)
  expect(new Set(titles).size).toBe(CODES.length)
  expect(titles.join()).not.toMatch(/vendor/i) // the page calls it the phone system
})

test.each([
  [{ vendorStatus: '-18' }, { vendorStatus: '-18', status: 502 }],
  [{ vendorStatus: '' }, { vendorStatus: '', status: 502 }],
  [{ status: 504 }, { status: 504 }],
])('a problem may have the members %j', (more, expected) => {
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
])('isProblemCode checks %j: %s', (code, expected) => {
  expect(isProblemCode(code)).toBe(expected)
})
