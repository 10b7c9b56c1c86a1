import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkRange } from './range.ts'
import { dayFrom, daysToRange, PRESETS, resolvePreset } from './time.ts'

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
