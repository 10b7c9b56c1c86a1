import { expect, test } from 'vitest'
import { parseRetryAfter } from './problem.ts'

const NOW = Date.parse('2026-03-10T04:00:00Z')

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
  expect(parseRetryAfter(header, NOW)).toBe(seconds)
})
