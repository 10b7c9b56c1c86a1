import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  checkRange,
  dayFrom,
  daysToRange,
  isWithinDay,
  PRESETS,
  resolvePeriod,
  resolvePreset,
  secondsAround,
  untilMidnight,
} from './periods.ts'

const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'America/Santiago',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
] as const

const calendars = new Map(
  ZONES.map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone })] as const),
)

/** Returns the day in a zone as `Intl` formats it: `2023-11-20`. */
function wallDay(at: number, zone: (typeof ZONES)[number]): string | undefined {
  return calendars.get(zone)?.format(at)
}

const wholeSecond = fc
  .integer({
    min: Date.parse('2015-01-01T00:00Z') / 1000,
    max: Date.parse('2040-01-01T00:00Z') / 1000,
  })
  .map((seconds) => seconds * 1000)
const zone = fc.constantFrom(...ZONES)

describe('resolvePreset', () => {
  const DAYS = {
    today: [0, 0],
    yesterday: [-1, -1],
    last7d: [-6, 0],
    last30d: [-29, 0],
  } as const

  test.each([
    ['midnight', 'Asia/Shanghai', '2024-05-01T16:00:00Z', '2024-05-02'],
    ['the second before midnight', 'Asia/Shanghai', '2024-05-01T15:59:59Z', '2024-05-01'],
    ['new year, east of UTC', 'Asia/Shanghai', '2023-12-31T16:00:00Z', '2024-01-01'],
    ['new year, west of UTC', 'America/New_York', '2024-01-01T00:00:00Z', '2023-12-31'],
    ['the hour before summer time', 'America/New_York', '2024-03-10T06:59:59Z', '2024-03-10'],
    ['the hour after summer time began', 'America/New_York', '2024-03-10T07:00:00Z', '2024-03-10'],
    ['the doubled hour, first', 'America/New_York', '2024-11-03T05:30:00Z', '2024-11-03'],
    ['the doubled hour, second', 'America/New_York', '2024-11-03T06:30:00Z', '2024-11-03'],
    ['the start of a day without midnight', 'Africa/Cairo', '2024-04-25T22:00:00Z', '2024-04-26'],
    ['leap day', 'Asia/Kolkata', '2024-02-28T18:30:00Z', '2024-02-29'],
  ])('takes its days from the account’s calendar at %s', (_name, name, now, today) => {
    const at = Date.parse(now)
    expect(dayFrom(at, 0, name)).toBe(today)
    for (const preset of ['today', 'yesterday', 'last7d', 'last30d'] as const) {
      const [first, last] = DAYS[preset].map((days) => dayFrom(at, days, name)) as [string, string]
      expect(resolvePreset(preset, name, at)).toEqual(daysToRange(first, last, name))
    }
  })

  it('returns two offsets for a month in which summer time begins', () => {
    const month = resolvePreset('last30d', 'America/New_York', Date.parse('2024-03-15T12:00:00Z'))
    expect(month).toEqual({ from: '2024-02-15T00:00:00-05:00', to: '2024-03-15T23:59:59-04:00' })
  })

  test.each([
    ['Monday', '2026-03-09T00:00:00+08:00', '02', '08', '09', '15'],
    ['Sunday', '2026-03-15T23:59:59+08:00', '02', '08', '09', '15'],
    ['Sunday in UTC, Monday in Shanghai', '2026-03-15T16:00:00Z', '09', '15', '16', '22'],
  ])('begins weeks on Monday: %s', (_name, now, lastMonday, lastSunday, monday, sunday) => {
    const [name, at] = ['Asia/Shanghai', Date.parse(now)]
    const week = (first: string, last: string) =>
      daysToRange(`2026-03-${first}`, `2026-03-${last}`, name)
    expect(resolvePreset('thisWeek', name, at)).toEqual(week(monday, sunday))
    expect(resolvePreset('lastWeek', name, at)).toEqual(week(lastMonday, lastSunday))
  })

  it('returns a week of 167 hours when summer time begins', () => {
    const week = resolvePreset('thisWeek', 'Europe/Berlin', Date.parse('2026-03-29T12:00:00Z'))
    expect(week).toEqual({ from: '2026-03-23T00:00:00+01:00', to: '2026-03-29T23:59:59+02:00' })
  })

  it('ends the last hour now, also when summer time ends in it', () => {
    const now = Date.parse('2026-10-25T01:20:30.900Z')
    expect(resolvePreset('lastHour', 'Europe/Berlin', now)).toEqual({
      from: '2026-10-25T02:20:30+02:00',
      to: '2026-10-25T02:20:30+01:00',
    })
  })

  it('always returns whole days that the vendor accepts', () => {
    const ofDays = fc.constantFrom(...PRESETS.filter((preset) => preset !== 'lastHour'))
    fc.assert(
      fc.property(wholeSecond, zone, ofDays, (now, name, preset) => {
        const range = resolvePreset(preset, name, now)
        const [from, to] = [Date.parse(range.from), Date.parse(range.to)]
        expect(checkRange(range, now)).toBeNull()
        expect(wallDay(from - 1000, name)).not.toBe(wallDay(from, name))
        expect(wallDay(to + 1000, name)).not.toBe(wallDay(to, name))
        const isOver = preset === 'yesterday' || preset === 'lastWeek'
        expect(from <= now && (isOver ? to < now : now <= to)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

test.each([
  ['2024-01-01T15:59:59Z', 0, 'Asia/Shanghai', '2024-01-01'],
  ['2024-01-01T16:00:00Z', 0, 'Asia/Shanghai', '2024-01-02'],
  ['2024-01-01T04:59:59Z', 0, 'America/New_York', '2023-12-31'],
  ['2024-03-01T12:00:00Z', -1, 'UTC', '2024-02-29'],
  ['2024-03-11T03:59:59Z', -1, 'America/New_York', '2024-03-09'],
  ['2023-12-31T12:00:00Z', 1, 'UTC', '2024-01-01'],
])('dayFrom %s by %i days in %s is %s', (now, days, name, expected) => {
  expect(dayFrom(Date.parse(now), days, name)).toBe(expected)
})

test.each([
  ['Asia/Shanghai', '2024-01-01T00:00:00+08:00', '2024-01-31T23:59:59+08:00'],
  ['America/New_York', '2024-03-10T00:00:00-05:00', '2024-03-10T23:59:59-04:00'],
  ['America/New_York', '2024-11-03T00:00:00-04:00', '2024-11-03T23:59:59-05:00'],
  ['Africa/Cairo', '2024-04-26T01:00:00+03:00', '2024-04-26T23:59:59+03:00'],
  ['Africa/Cairo', '2024-10-31T00:00:00+03:00', '2024-10-31T23:59:59+02:00'],
  ['America/Santiago', '2024-04-06T00:00:00-03:00', '2024-04-06T23:59:59-04:00'],
])('daysToRange covers whole days in %s, from %s to %s', (name, from, to) => {
  expect(daysToRange(from.slice(0, 10), to.slice(0, 10), name)).toEqual({ from, to })
})

test.each<[zone: string, now: string, hours: number]>([
  ['Asia/Shanghai', '2024-05-02T09:30:00+08:00', 14.5],
  ['Asia/Shanghai', '2024-05-02T00:00:00+08:00', 24],
  ['Asia/Shanghai', '2024-05-02T23:30:00+08:00', 0.5],
  ['Europe/Berlin', '2024-03-31T00:00:00+01:00', 23],
  ['Europe/Berlin', '2024-10-27T00:00:00+02:00', 25],
])('untilMidnight in %s at %s is %d h', (zone, now, hours) => {
  expect(untilMidnight(Date.parse(now), zone)).toBe(hours * 3_600_000)
})

test.each([
  ['2026-03-10T00:00:00+08:00', '2026-03-09T23:59:59+08:00', '2026-03-10T00:00:01+08:00'],
  ['2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', '2026-01-01T00:00:01Z'],
])('secondsAround %s are %s to %s', (startedAt, from, to) => {
  expect(secondsAround(startedAt)).toEqual({ from, to })
})

describe('resolvePeriod', () => {
  const NOTHING = { range: null, from: null, to: null }
  const NOW = Date.parse('2024-05-02T09:30:00.750+08:00')

  const BOTH = { from: '2024-04-01T08:00:00Z', to: '2024-04-02T08:00:00Z' }
  test.each([
    ['today without keys', {}, '05-02T00:00:00', '05-02T23:59:59'],
    ['the preset', { range: 'yesterday' as const }, '05-01T00:00:00', '05-01T23:59:59'],
    ['both ends', { range: 'last7d' as const, ...BOTH }, '04-01T16:00:00', '04-02T16:00:00'],
    ['a start to now', { from: '2024-04-20T00:00+08:00' }, '04-20T00:00:00', '05-02T09:30:00'],
    ['the day of an end', { to: '2024-04-20T20:00:00Z' }, '04-21T00:00:00', '04-21T04:00:00'],
  ])('returns %s', (_name, period, from, to) => {
    expect(resolvePeriod({ ...NOTHING, ...period }, 'Asia/Shanghai', NOW)).toEqual({
      ...{ from: `2024-${from}+08:00`, to: `2024-${to}+08:00` },
    })
  })

  it('starts a day without midnight at 1 a.m.', () => {
    const period = { ...NOTHING, to: '2024-04-26T12:00:00+03:00' }
    expect(resolvePeriod(period, 'Africa/Cairo', NOW).from).toBe('2024-04-26T01:00:00+03:00')
  })
})

test.each([
  ['one instant', '05-31T12:00:00+08:00', '05-31T12:00:00+08:00', null],
  ['an end before the start', '05-31T12:00:01+08:00', '05-31T12:00:00+08:00', 'range_reversed'],
  ['exactly 31 days', '05-01T00:00:00+08:00', '06-01T00:00:00+08:00', null],
  ['31 days and a second', '05-01T00:00:00+08:00', '06-01T00:00:01+08:00', 'range_too_long'],
  ['a start exactly 62 days ago', '03-30T12:00:00+08:00', '04-01T00:00:00+08:00', null],
  ['62 days and a second ago', '03-30T11:59:59+08:00', '04-01T00:00:00+08:00', 'range_too_old'],
  ['the oldest 31 days', '03-30T12:00:00+08:00', '04-30T12:00:00+08:00', null],
  ['a period in the future', '06-01T00:00:00+08:00', '06-30T00:00:00+08:00', null],
  ['two offsets', '05-31T12:00:00+08:00', '05-31T05:00:00+01:00', null],
  ['reversed in two offsets', '05-31T12:00:00+08:00', '05-31T04:00:00+01:00', 'range_reversed'],
  ['too old and too long', '01-01T00:00:00Z', '05-01T00:00:00Z', 'range_too_long'],
])('checkRange checks %s', (_name, from, to, expected) => {
  const now = Date.parse('2024-05-31T12:00:00+08:00')
  expect(checkRange({ from: `2024-${from}`, to: `2024-${to}` }, now)).toBe(expected)
})

test.each([
  ['', true],
  ['yesterday', true],
  ['lastHour', true],
  ['thisWeek', false],
  ['lastWeek', false],
  ['last7d', false],
  ['last30d', false],
  ['2026-03-10T09:00:00+08:00 2026-03-10T23:59:59+08:00', true],
  ['2026-03-10T09:00:00+08:00 2026-03-11T08:00:00+08:00', false],
])('%s lies within a day: %s', (period, isWithin) => {
  const [from = null, to = null] = period.includes(' ') ? period.split(' ') : []
  const range = PRESETS.find((preset) => preset === period) ?? null
  expect(isWithinDay({ range, from, to })).toBe(isWithin)
})
