import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkRange, dayFrom, PRESETS, resolvePreset, type TimeSpan } from '../calls/periods.ts'
import { inZone } from '../calls/time.ts'
import { lastDayOf, pickableDays, toInput, withFrom, withTo } from './CustomRange.tsx'

const HOUR_MS = 3_600_000

/** Zones without summer time, with it, with 30 minutes of it, and with its change at midnight. */
const zones = fc.constantFrom(
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Havana',
  'Asia/Kathmandu',
)

/** Any moment of 2026. */
const moments = fc
  .tuple(fc.integer({ min: 0, max: 365 * 24 }), fc.integer({ min: 0, max: 3_599_999 }))
  .map(([hours, rest]) => Date.UTC(2026, 0, 1) + hours * HOUR_MS + rest)

const clocks = fc.oneof(
  fc.constantFrom('00:00:00', '00:30:00', '01:30:00', '02:30:00', '23:00:00', '23:59:59'),
  fc.integer({ min: 0, max: 86_399 }).map((at) => new Date(at * 1000).toISOString().slice(11, 19)),
)

const picks = fc.array(
  fc.record({
    end: fc.constantFrom('from', 'to'),
    days: fc.oneof(
      fc.integer({ min: -70, max: 5 }),
      fc.constantFrom(-63, -62, -61, -60, -31, -30, 0),
    ),
    clock: clocks,
  }),
  { minLength: 1, maxLength: 6 },
)

const presets = fc.constantFrom(...PRESETS)

test('any sequence of picks leads to a range that the vendor accepts', () => {
  fc.assert(
    fc.property(zones, moments, presets, picks, (zone, now, preset, steps) => {
      let range: TimeSpan = resolvePreset(preset, zone, now)
      for (const { end, days, clock } of steps) {
        const input = `${dayFrom(now, days, zone)} ${clock}`
        range = end === 'from' ? withFrom(range, input, now, zone) : withTo(range, input, now, zone)
        expect(checkRange(range, now)).toBeNull()
      }
    }),
    { numRuns: 600 },
  )
})

test('one pick corrects any range of the address', () => {
  const instants = fc.integer({ min: -120 * 24, max: 40 * 24 })
  fc.assert(
    fc.property(zones, moments, instants, instants, picks, (zone, now, from, to, [pick]) => {
      if (!pick) return
      const address = {
        from: inZone(now + from * HOUR_MS, zone),
        to: inZone(now + to * HOUR_MS, zone),
      }
      const input = `${dayFrom(now, pick.days, zone)} ${pick.clock}`
      const set = pick.end === 'from' ? withFrom : withTo
      expect(checkRange(set(address, input, now, zone), now)).toBeNull()
    }),
    { numRuns: 300 },
  )
})

test('each pickable day is applied unchanged', () => {
  const days = fc.integer({ min: 0, max: 61 })
  fc.assert(
    fc.property(zones, moments, days, days, (zone, now, startDay, endDay) => {
      const { first, last } = pickableDays(now, zone)
      const start = dayFrom(now, -startDay, zone)
      fc.pre(start >= first)
      const from = withFrom(resolvePreset('today', zone, now), `${start} 12:00:00`, now, zone)
      expect(toInput(from.from, zone)).toBe(`${start} 12:00:00`)
      const reach = lastDayOf(from.from, now, zone)
      const end = dayFrom(now, -endDay, zone)
      fc.pre(end >= start && end <= reach && end <= last)
      const both = withTo(from, `${end} 00:00:00`, now, zone)
      expect(both.from).toBe(from.from)
      expect(toInput(both.to, zone)).toBe(`${end} 23:59:59`)
    }),
    { numRuns: 300 },
  )
})
