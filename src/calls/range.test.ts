import { expect, test } from 'vitest'
import { checkRange, HISTORY_DAYS, WINDOW_DAYS } from './range.ts'

const NOW = Date.parse('2024-05-31T12:00:00+08:00')

test('the vendor’s rule is 31 days at once and 62 days back', () => {
  expect([WINDOW_DAYS, HISTORY_DAYS]).toEqual([31, 62])
})

test.each([
  ['one instant', '2024-05-31T12:00:00+08:00', '2024-05-31T12:00:00+08:00', null],
  [
    'an end a second before the start',
    '2024-05-31T12:00:01+08:00',
    '2024-05-31T12:00:00+08:00',
    'range_reversed',
  ],
  ['exactly 31 days', '2024-05-01T00:00:00+08:00', '2024-06-01T00:00:00+08:00', null],
  [
    '31 days and a second',
    '2024-05-01T00:00:00+08:00',
    '2024-06-01T00:00:01+08:00',
    'range_too_long',
  ],
  ['a start exactly 62 days ago', '2024-03-30T12:00:00+08:00', '2024-04-01T00:00:00+08:00', null],
  [
    'a start 62 days and a second ago',
    '2024-03-30T11:59:59+08:00',
    '2024-04-01T00:00:00+08:00',
    'range_too_old',
  ],
  ['the oldest 31 days', '2024-03-30T12:00:00+08:00', '2024-04-30T12:00:00+08:00', null],
  ['a future', '2024-06-01T00:00:00+08:00', '2024-06-30T00:00:00+08:00', null],
  [
    'instants compared across offsets',
    '2024-05-31T12:00:00+08:00',
    '2024-05-31T05:00:00+01:00',
    null,
  ],
  [
    'reversed across offsets',
    '2024-05-31T12:00:00+08:00',
    '2024-05-31T04:00:00+01:00',
    'range_reversed',
  ],
  [
    'too old and too long: what is wrong with the range itself',
    '2024-01-01T00:00:00Z',
    '2024-05-01T00:00:00Z',
    'range_too_long',
  ],
])('%s', (_name, from, to, expected) => {
  expect(checkRange({ from, to }, NOW)).toBe(expected)
})
