import { expect, test } from 'vitest'
import { refuseRange } from './range-rule.ts'

const NOW = Date.parse('2026-03-18T14:30:00+08:00')
const DAY = 86_400_000

test.each([
  ['the last day', 1, 0, null],
  ['a moment', 1, 1, null],
  ['31 days', 31, 0, null],
  ['a second over 31 days', 31 + 1 / 86_400, 0, '-25'],
  ['from 62 days ago', 62, 40, null],
  ['from 62 days and an hour ago', 62 + 1 / 24, 40, '-25'],
  ['into the future', 1, -2, null],
  ['reversed', 1, 2, '-22'],
])('%s', (_, fromDays, toDays, status) => {
  expect(refuseRange(NOW - fromDays * DAY, NOW - toDays * DAY, NOW)).toBe(status)
})
