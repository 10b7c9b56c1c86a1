import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  checkRange,
  dayFrom,
  daysToRange,
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

/** The day in one of the zones, told by the platform alone: `2023-11-20`. */
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
    [
      'new year at UTC, still the old one west',
      'America/New_York',
      '2024-01-01T00:00:00Z',
      '2023-12-31',
    ],
    ['the hour before summer time', 'America/New_York', '2024-03-10T06:59:59Z', '2024-03-10'],
    ['the hour after summer time began', 'America/New_York', '2024-03-10T07:00:00Z', '2024-03-10'],
    ['the doubled hour, first', 'America/New_York', '2024-11-03T05:30:00Z', '2024-11-03'],
    ['the doubled hour, second', 'America/New_York', '2024-11-03T06:30:00Z', '2024-11-03'],
    [
      'the first second of a day without midnight',
      'Africa/Cairo',
      '2024-04-25T22:00:00Z',
      '2024-04-26',
    ],
    ['leap day', 'Asia/Kolkata', '2024-02-28T18:30:00Z', '2024-02-29'],
  ])('takes its days from the account’s calendar at %s', (_name, name, now, today) => {
    const at = Date.parse(now)
    expect(dayFrom(at, 0, name)).toBe(today)
    for (const preset of ['today', 'yesterday', 'last7d', 'last30d'] as const) {
      const [first, last] = DAYS[preset].map((days) => dayFrom(at, days, name)) as [string, string]
      expect(resolvePreset(preset, name, at)).toEqual(daysToRange(first, last, name))
    }
  })

  it('writes a month that summer time begins in with both its offsets', () => {
    expect(
      resolvePreset('last30d', 'America/New_York', Date.parse('2024-03-15T12:00:00Z')),
    ).toEqual({
      from: '2024-02-15T00:00:00-05:00',
      to: '2024-03-15T23:59:59-04:00',
    })
  })

  test.each([
    ['Monday', '2026-03-09T00:00:00+08:00', '2026-03-09', '2026-03-15', '2026-03-02', '2026-03-08'],
    ['Sunday', '2026-03-15T23:59:59+08:00', '2026-03-09', '2026-03-15', '2026-03-02', '2026-03-08'],
    [
      'Sunday at UTC, Monday here',
      '2026-03-15T16:00:00Z',
      '2026-03-16',
      '2026-03-22',
      '2026-03-09',
      '2026-03-15',
    ],
  ])('begins weeks on Monday: %s', (_name, now, first, last, firstBefore, lastBefore) => {
    const [name, at] = ['Asia/Shanghai', Date.parse(now)]
    expect(resolvePreset('thisWeek', name, at)).toEqual(daysToRange(first, last, name))
    expect(resolvePreset('lastWeek', name, at)).toEqual(daysToRange(firstBefore, lastBefore, name))
  })

  it('has a week of 167 hours where summer time begins', () => {
    const week = resolvePreset('thisWeek', 'Europe/Berlin', Date.parse('2026-03-29T12:00:00Z'))
    expect(week).toEqual({ from: '2026-03-23T00:00:00+01:00', to: '2026-03-29T23:59:59+02:00' })
  })

  it('ends the last hour now, also where the clock was set back in it', () => {
    const now = Date.parse('2026-10-25T01:20:30.900Z')
    expect(resolvePreset('lastHour', 'Europe/Berlin', now)).toEqual({
      from: '2026-10-25T02:20:30+02:00',
      to: '2026-10-25T02:20:30+01:00',
    })
  })

  it('always gives whole days around now that the vendor answers', () => {
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
  [
    'Asia/Shanghai',
    '2024-01-01',
    '2024-01-31',
    '2024-01-01T00:00:00+08:00',
    '2024-01-31T23:59:59+08:00',
  ],
  [
    'America/New_York',
    '2024-03-10',
    '2024-03-10',
    '2024-03-10T00:00:00-05:00',
    '2024-03-10T23:59:59-04:00',
  ],
  [
    'America/New_York',
    '2024-11-03',
    '2024-11-03',
    '2024-11-03T00:00:00-04:00',
    '2024-11-03T23:59:59-05:00',
  ],
  [
    'Africa/Cairo',
    '2024-04-26',
    '2024-04-26',
    '2024-04-26T01:00:00+03:00',
    '2024-04-26T23:59:59+03:00',
  ],
  [
    'Africa/Cairo',
    '2024-10-31',
    '2024-10-31',
    '2024-10-31T00:00:00+03:00',
    '2024-10-31T23:59:59+02:00',
  ],
  [
    'America/Santiago',
    '2024-04-06',
    '2024-04-06',
    '2024-04-06T00:00:00-03:00',
    '2024-04-06T23:59:59-04:00',
  ],
])(
  'days in %s, %s to %s, run from their first second to their last',
  (name, first, last, from, to) => {
    expect(daysToRange(first, last, name)).toEqual({ from, to })
  },
)

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
])('a call stated to start at %s started from %s to %s', (startedAt, from, to) => {
  expect(secondsAround(startedAt)).toEqual({ from, to })
})

describe('resolvePeriod', () => {
  const NOTHING = { range: null, from: null, to: null }
  const NOW = Date.parse('2024-05-02T09:30:00.750+08:00')

  test.each([
    ['today, where nothing is said', {}, '2024-05-02T00:00:00+08:00', '2024-05-02T23:59:59+08:00'],
    [
      'the preset',
      { range: 'yesterday' as const },
      '2024-05-01T00:00:00+08:00',
      '2024-05-01T23:59:59+08:00',
    ],
    [
      'both ends before a preset',
      { range: 'last7d' as const, from: '2024-04-01T08:00:00Z', to: '2024-04-02T08:00:00Z' },
      '2024-04-01T16:00:00+08:00',
      '2024-04-02T16:00:00+08:00',
    ],
    [
      'a start alone, to now',
      { from: '2024-04-20T00:00:00+08:00' },
      '2024-04-20T00:00:00+08:00',
      '2024-05-02T09:30:00+08:00',
    ],
    [
      'an end alone, from the start of its day in the account’s zone',
      { to: '2024-04-20T20:00:00Z' },
      '2024-04-21T00:00:00+08:00',
      '2024-04-21T04:00:00+08:00',
    ],
  ])('is %s', (_name, period, from, to) => {
    expect(resolvePeriod({ ...NOTHING, ...period }, 'Asia/Shanghai', NOW)).toEqual({ from, to })
  })

  it('begins a day without midnight with its first hour', () => {
    const period = { ...NOTHING, to: '2024-04-26T12:00:00+03:00' }
    expect(resolvePeriod(period, 'Africa/Cairo', NOW).from).toBe('2024-04-26T01:00:00+03:00')
  })
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
])('checkRange judges %s', (_name, from, to, expected) => {
  const now = Date.parse('2024-05-31T12:00:00+08:00')
  expect(checkRange({ from, to }, now)).toBe(expected)
})
