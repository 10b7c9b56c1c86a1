import { expect, test } from 'vitest'
import { formatDuration } from './duration.ts'

test.each([
  [0, '0:00'],
  [0.9, '0:00'],
  [5, '0:05'],
  [59.9, '0:59'],
  [60, '1:00'],
  [754, '12:34'],
  [3599.999, '59:59'],
  [3600, '1:00:00'],
  [3723, '1:02:03'],
  [86_400, '24:00:00'],
  [359_999, '99:59:59'],
])('formatDuration writes %d seconds as %s', (seconds, expected) => {
  expect(formatDuration(seconds)).toBe(expected)
})
