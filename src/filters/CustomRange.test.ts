import { describe, expect, it, test } from 'vitest'
import { checkRange, type TimeSpan } from '../calls/periods.ts'
import { lastDayOf, pickableDays, toInput, withFrom, withTo } from './CustomRange.tsx'

const SHANGHAI = 'Asia/Shanghai'
const NEW_YORK = 'America/New_York'

/** A range and a `now` in a zone, as `from..to` read from wall clocks with offset. */
function range(from: string, to: string): TimeSpan {
  return { from, to }
}

test.each([
  ['2026-03-10T12:00:00+08:00', SHANGHAI, '2026-03-10 12:00:00'],
  ['2026-03-10T04:00:00Z', SHANGHAI, '2026-03-10 12:00:00'],
  ['2026-03-08T07:30:00Z', NEW_YORK, '2026-03-08 03:30:00'],
])('%s in %s shows as %s', (iso, zone, shown) => expect(toInput(iso, zone)).toBe(shown))

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
  ])('%s, %s, %s', (_name, zone, now, first, last) => {
    const at = Date.parse(now)
    expect(pickableDays(at, zone)).toEqual({ first, last })
    const picked = withFrom(range(now, now), `${first} 00:00:00`, at, zone)
    expect(toInput(picked.from, zone)).toBe(`${first} 00:00:00`)
    expect(checkRange(picked, at)).toBeNull()
  })
})

test.each([
  ['31 days on', '2026-01-20T00:00:00+08:00', '2026-02-19'],
  ['31 days on, from late in the day', '2026-01-20T23:59:59+08:00', '2026-02-19'],
  ['not past today', '2026-03-01T00:00:00+08:00', '2026-03-10'],
  ['its own day, where that is to come', '2026-03-12T08:00:00+08:00', '2026-03-12'],
])('the last day of a range is %s', (_name, from, last) => {
  expect(lastDayOf(from, Date.parse('2026-03-10T12:00:00+08:00'), SHANGHAI)).toBe(last)
})

describe('withFrom', () => {
  const now = Date.parse('2026-03-10T12:00:00+08:00')
  const today = range('2026-03-10T00:00:00+08:00', '2026-03-10T23:59:59+08:00')
  const february = range('2026-02-01T00:00:00+08:00', '2026-02-14T18:30:00+08:00')

  test.each<[name: string, before: TimeSpan, input: string, from: string, to: string]>([
    ['the end stays', february, '2026-02-03 09:15:00', '2026-02-03T09:15:00+08:00', february.to],
    [
      'an end before it moves to the end of its day',
      february,
      '2026-02-20 10:00:00',
      '2026-02-20T10:00:00+08:00',
      '2026-02-20T23:59:59+08:00',
    ],
    [
      'at 31 days the end stays',
      today,
      '2026-02-08 00:00:00',
      '2026-02-08T00:00:00+08:00',
      today.to,
    ],
    [
      'past 31 days the end follows',
      today,
      '2026-02-07 23:59:59',
      '2026-02-07T23:59:59+08:00',
      '2026-03-09T23:59:59+08:00',
    ],
    [
      'the oldest day',
      today,
      '2026-01-08 00:00:00',
      '2026-01-08T00:00:00+08:00',
      '2026-02-07T23:59:59+08:00',
    ],
    [
      'what is older becomes the oldest day',
      today,
      '2026-01-07 23:00:00',
      '2026-01-08T00:00:00+08:00',
      '2026-02-07T23:59:59+08:00',
    ],
    [
      'a day to come',
      range(today.from, '2026-03-14T00:00:00+08:00'),
      '2026-03-12 08:00:00',
      '2026-03-12T08:00:00+08:00',
      '2026-03-12T23:59:59+08:00',
    ],
    ['what is no time changes nothing', today, '2026-02-30 00:00:00', today.from, today.to],
  ])('%s', (_name, before, input, from, to) => {
    expect(withFrom(before, input, now, SHANGHAI)).toEqual({ from, to })
  })
})

describe('withTo', () => {
  const now = Date.parse('2026-03-10T12:00:00+08:00')
  const before = range('2026-02-03T09:00:00+08:00', '2026-02-05T23:59:59+08:00')

  test.each<[name: string, input: string, from: string, to: string]>([
    [
      'a bare midnight is the whole day',
      '2026-02-10 00:00:00',
      before.from,
      '2026-02-10T23:59:59+08:00',
    ],
    ['a time is that time', '2026-02-10 00:01:00', before.from, '2026-02-10T00:01:00+08:00'],
    ['today', '2026-03-05 00:00:00', before.from, '2026-03-05T23:59:59+08:00'],
    [
      'past 31 days it is the last that fits',
      '2026-03-06 00:00:00',
      before.from,
      '2026-03-05T23:59:59+08:00',
    ],
    [
      'before the start, the start moves to that day',
      '2026-02-03 08:00:00',
      '2026-02-03T00:00:00+08:00',
      '2026-02-03T08:00:00+08:00',
    ],
    [
      'an older day than any becomes the oldest',
      '2025-12-01 10:00:00',
      '2026-01-08T00:00:00+08:00',
      '2026-01-08T23:59:59+08:00',
    ],
    ['what is no time changes nothing', '2026-02-10 24:61:00', before.from, before.to],
  ])('%s', (_name, input, from, to) => {
    expect(withTo(before, input, now, SHANGHAI)).toEqual({ from, to })
  })

  it('brings an address whose start is too old within the rule', () => {
    const old = range('2025-12-20T00:00:00+08:00', '2026-01-10T00:00:00+08:00')
    expect(withTo(old, '2026-01-12 00:00:00', now, SHANGHAI)).toEqual({
      from: '2026-01-08T00:00:00+08:00',
      to: '2026-01-12T23:59:59+08:00',
    })
  })
})

describe('summer time', () => {
  test.each<[name: string, now: string, from: string, to: string, expected: TimeSpan]>([
    [
      '31 days with an hour less',
      '2026-04-10T12:00:00-04:00',
      '2026-03-01 00:00:00',
      '2026-03-31 00:00:00',
      range('2026-03-01T00:00:00-05:00', '2026-03-31T23:59:59-04:00'),
    ],
    [
      '31 days with an hour more end where 31 times 24 hours do',
      '2026-11-30T12:00:00-05:00',
      '2026-10-25 00:00:00',
      '2026-11-24 00:00:00',
      range('2026-10-25T00:00:00-04:00', '2026-11-24T23:00:00-05:00'),
    ],
    [
      'later on its first day, the last is whole',
      '2026-11-30T12:00:00-05:00',
      '2026-10-25 01:00:00',
      '2026-11-24 00:00:00',
      range('2026-10-25T01:00:00-04:00', '2026-11-24T23:59:59-05:00'),
    ],
    [
      'a start that the clock skips moves forward',
      '2026-03-10T12:00:00-04:00',
      '2026-03-08 02:30:00',
      '2026-03-08 00:00:00',
      range('2026-03-08T03:30:00-04:00', '2026-03-08T23:59:59-04:00'),
    ],
    [
      'of a time that occurs twice it is the first',
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
