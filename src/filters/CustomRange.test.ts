import { describe, expect, it, test } from 'vitest'
import { checkRange, type TimeSpan } from '../calls/periods.ts'
import { lastDayOf, pickableDays, toInput, withFrom, withTo } from './CustomRange.tsx'

const SHANGHAI = 'Asia/Shanghai'
const NEW_YORK = 'America/New_York'

const range = (from: string, to: string): TimeSpan => ({ from, to })

/** Returns a time of 2026 in Shanghai: `03-10 12:00:00`. */
const inShanghai = (time: string) => `2026-${time.replace(' ', 'T')}+08:00`
/** Returns a range of 2026 in Shanghai. */
const days = (from: string, to: string) => range(inShanghai(from), inShanghai(to))

test.each([
  ['2026-03-10T12:00:00+08:00', SHANGHAI, '2026-03-10 12:00:00'],
  ['2026-03-10T04:00:00Z', SHANGHAI, '2026-03-10 12:00:00'],
  ['2026-03-08T07:30:00Z', NEW_YORK, '2026-03-08 03:30:00'],
])('toInput shows %s in %s as %s', (iso, zone, shown) => expect(toInput(iso, zone)).toBe(shown))

describe('pickableDays', () => {
  test.each([
    ['at midnight', SHANGHAI, '2026-03-10T00:00:00+08:00', '2026-01-08', '2026-03-10'],
    ['at noon', SHANGHAI, '2026-03-10T12:00:00+08:00', '2026-01-08', '2026-03-10'],
    ['a second before midnight', SHANGHAI, '2026-03-10T23:59:59+08:00', '2026-01-08', '2026-03-10'],
    ['with spring in between', NEW_YORK, '2026-03-20T12:00:00-04:00', '2026-01-18', '2026-03-20'],
    ['late, with spring', NEW_YORK, '2026-03-20T23:59:59-04:00', '2026-01-18', '2026-03-20'],
    ['early, with spring', NEW_YORK, '2026-03-20T00:30:00-04:00', '2026-01-17', '2026-03-20'],
    ['with autumn in between', NEW_YORK, '2026-11-20T12:00:00-05:00', '2026-09-20', '2026-11-20'],
    ['late, with autumn', NEW_YORK, '2026-11-20T23:30:00-05:00', '2026-09-21', '2026-11-20'],
  ])('returns the days of two months %s', (_name, zone, now, first, last) => {
    const at = Date.parse(now)
    expect(pickableDays(at, zone)).toEqual({ first, last })
    const picked = withFrom(range(now, now), `${first} 00:00:00`, at, zone)
    expect(toInput(picked.from, zone)).toBe(`${first} 00:00:00`)
    expect(checkRange(picked, at)).toBeNull()
  })
})

test.each([
  ['31 days later', '2026-01-20T00:00:00+08:00', '2026-02-19'],
  ['31 days later, from the end of a day', '2026-01-20T23:59:59+08:00', '2026-02-19'],
  ['today', '2026-03-01T00:00:00+08:00', '2026-03-10'],
  ['its own day in the future', '2026-03-12T08:00:00+08:00', '2026-03-12'],
])('lastDayOf returns %s', (_name, from, last) => {
  expect(lastDayOf(from, Date.parse('2026-03-10T12:00:00+08:00'), SHANGHAI)).toBe(last)
})

describe('withFrom', () => {
  const now = Date.parse('2026-03-10T12:00:00+08:00')
  const today = days('03-10 00:00:00', '03-10 23:59:59')
  const february = days('02-01 00:00:00', '02-14 18:30:00')
  const future = days('03-10 00:00:00', '03-14 00:00:00')

  test.each<[name: string, before: TimeSpan, input: string, from: string, to: string]>([
    ['keeps the end', february, '02-03 09:15:00', '02-03 09:15:00', '02-14 18:30:00'],
    ['moves an earlier end', february, '02-20 10:00:00', '02-20 10:00:00', '02-20 23:59:59'],
    ['keeps the end at 31 days', today, '02-08 00:00:00', '02-08 00:00:00', '03-10 23:59:59'],
    ['moves the end past 31 days', today, '02-07 23:59:59', '02-07 23:59:59', '03-09 23:59:59'],
    ['accepts the oldest day', today, '01-08 00:00:00', '01-08 00:00:00', '02-07 23:59:59'],
    ['replaces an older day', today, '01-07 23:00:00', '01-08 00:00:00', '02-07 23:59:59'],
    ['accepts a future day', future, '03-12 08:00:00', '03-12 08:00:00', '03-12 23:59:59'],
    ['ignores an invalid time', today, '02-30 00:00:00', '03-10 00:00:00', '03-10 23:59:59'],
  ])('%s', (_name, before, input, from, to) => {
    expect(withFrom(before, `2026-${input}`, now, SHANGHAI)).toEqual(days(from, to))
  })
})

describe('withTo', () => {
  const now = Date.parse('2026-03-10T12:00:00+08:00')
  const before = days('02-03 09:00:00', '02-05 23:59:59')

  test.each<[name: string, input: string, from: string, to: string]>([
    ['covers the whole day', '2026-02-10 00:00:00', '02-03 09:00:00', '02-10 23:59:59'],
    ['uses a time as it is', '2026-02-10 00:01:00', '02-03 09:00:00', '02-10 00:01:00'],
    ['accepts 31 days', '2026-03-05 00:00:00', '02-03 09:00:00', '03-05 23:59:59'],
    ['limits the range to 31 days', '2026-03-06 00:00:00', '02-03 09:00:00', '03-05 23:59:59'],
    ['moves a later start', '2026-02-03 08:00:00', '02-03 00:00:00', '02-03 08:00:00'],
    ['replaces a day too old', '2025-12-01 10:00:00', '01-08 00:00:00', '01-08 23:59:59'],
    ['ignores an invalid time', '2026-02-10 24:61:00', '02-03 09:00:00', '02-05 23:59:59'],
  ])('%s', (_name, input, from, to) => {
    expect(withTo(before, input, now, SHANGHAI)).toEqual(days(from, to))
  })

  it('corrects an address whose start is too old', () => {
    const old = range('2025-12-20T00:00:00+08:00', inShanghai('01-10 00:00:00'))
    const corrected = days('01-08 00:00:00', '01-12 23:59:59')
    expect(withTo(old, '2026-01-12 00:00:00', now, SHANGHAI)).toEqual(corrected)
  })
})

describe('summer time', () => {
  test.each<[name: string, now: string, from: string, to: string, expected: TimeSpan]>([
    [
      'ends 31 days with an hour less',
      '2026-04-10T12:00:00-04:00',
      '2026-03-01 00:00:00',
      '2026-03-31 00:00:00',
      range('2026-03-01T00:00:00-05:00', '2026-03-31T23:59:59-04:00'),
    ],
    [
      'ends 31 days with an hour more after 31 times 24 hours',
      '2026-11-30T12:00:00-05:00',
      '2026-10-25 00:00:00',
      '2026-11-24 00:00:00',
      range('2026-10-25T00:00:00-04:00', '2026-11-24T23:00:00-05:00'),
    ],
    [
      'covers the last day if the first starts later',
      '2026-11-30T12:00:00-05:00',
      '2026-10-25 01:00:00',
      '2026-11-24 00:00:00',
      range('2026-10-25T01:00:00-04:00', '2026-11-24T23:59:59-05:00'),
    ],
    [
      'moves a skipped start forward',
      '2026-03-10T12:00:00-04:00',
      '2026-03-08 02:30:00',
      '2026-03-08 00:00:00',
      range('2026-03-08T03:30:00-04:00', '2026-03-08T23:59:59-04:00'),
    ],
    [
      'uses the first of a repeated time',
      '2026-11-03T12:00:00-05:00',
      '2026-11-01 01:30:00',
      '2026-11-01 00:00:00',
      range('2026-11-01T01:30:00-04:00', '2026-11-01T23:59:59-05:00'),
    ],
  ])('%s', (_name, now, from, to, expected) => {
    const at = Date.parse(now)
    const picked = withTo(withFrom(range(now, now), from, at, NEW_YORK), to, at, NEW_YORK)
    expect(picked).toEqual(expected)
    expect(checkRange(picked, at)).toBeNull()
  })
})
