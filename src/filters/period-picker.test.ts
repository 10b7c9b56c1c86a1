import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkRange,
  dayFrom,
  PRESETS,
  resolvePreset,
  type TimeSpan,
  WINDOW_DAYS,
} from '../calls/periods.ts'
import { draftOf, pickableDays, spanOf } from './PeriodPicker.tsx'

const SHANGHAI = 'Asia/Shanghai'
const NEW_YORK = 'America/New_York'
const NOW = Date.parse('2026-03-10T12:00:00+08:00')
const BEFORE: TimeSpan = { from: '2026-02-03T09:00:07+08:00', to: '2026-02-05T23:59:59+08:00' }

/** Returns a range of 2026 in Shanghai. */
const days = (from: string, to: string): TimeSpan => ({
  from: `2026-${from.replace(' ', 'T')}+08:00`,
  to: `2026-${to.replace(' ', 'T')}+08:00`,
})

test.each<[name: string, from: string, to: string, maxDays: number | null, span: TimeSpan | null]>([
  ['unchanged ends, with their seconds', '02-03 09:00', '02-05 23:59', null, BEFORE],
  ['a time as it is', '02-03 10:30', '02-05 18:00', null, days('02-03 10:30:00', '02-05 18:00:00')],
  ['whole days', '02-03', '02-06', null, days('02-03 00:00:00', '02-06 23:59:59')],
  [
    'midnight as the end of its day',
    '02-03',
    '02-06 00:00',
    null,
    days('02-03 00:00:00', '02-06 23:59:59'),
  ],
  ['one day without an end', '02-03 00:00', '', null, days('02-03 00:00:00', '02-03 23:59:59')],
  [
    'ends in reverse order',
    '02-08 10:00',
    '02-06 09:00',
    null,
    days('02-06 09:00:00', '02-08 10:00:00'),
  ],
  ['more than 31 days', '01-20', '03-10', null, days('01-20 00:00:00', '03-10 23:59:59')],
  ['31 days at most', '01-20', '03-10', 31, days('01-20 00:00:00', '02-19 23:59:59')],
  ['the oldest day', '01-01', '01-20', null, days('01-08 00:00:00', '01-20 23:59:59')],
  ['the oldest day alone', '01-01', '01-02', null, days('01-08 00:00:00', '01-08 23:59:59')],
  ['no span for an incomplete time', '02-03 1', '02-06', null, null],
  ['no span for a day that does not exist', '02-30', '03-06', null, null],
])('reads %s', (_name, from, to, maxDays, span) => {
  const draft = { from: `2026-${from}`, to: to === '' ? '' : `2026-${to}` }
  expect(spanOf(draft, BEFORE, { now: NOW, zone: SHANGHAI, maxDays })).toEqual(span)
})

test.each([
  ['less', '2026-04-10T12:00:00-04:00', '2026-03-01', '2026-03-31T23:59:59-04:00'],
  ['more', '2026-11-30T12:00:00-05:00', '2026-10-25', '2026-11-24T23:00:00-05:00'],
])('31 days with an hour %s end in time', (_name, now, from, to) => {
  const limits = { now: Date.parse(now), zone: NEW_YORK, maxDays: WINDOW_DAYS }
  const span = spanOf({ from, to: now.slice(0, 10) }, BEFORE, limits)
  expect(span?.to).toBe(to)
})

test.each([
  ['at noon', SHANGHAI, '2026-03-10T12:00:00+08:00', '2026-01-08', '2026-03-10'],
  ['before midnight', SHANGHAI, '2026-03-10T23:59:59+08:00', '2026-01-08', '2026-03-10'],
  ['early, with spring', NEW_YORK, '2026-03-20T00:30:00-04:00', '2026-01-17', '2026-03-20'],
  ['late, with autumn', NEW_YORK, '2026-11-20T23:30:00-05:00', '2026-09-21', '2026-11-20'],
])('the days of two months can be picked %s', (_name, zone, now, first, last) => {
  expect(pickableDays(Date.parse(now), zone)).toEqual({ first, last })
})

test('any typed ends lead to a range that can be answered', () => {
  /** Zones without summer time, with it, and with its change at midnight. */
  const zones = fc.constantFrom(SHANGHAI, NEW_YORK, 'Africa/Cairo', 'Australia/Lord_Howe')
  const moments = fc
    .integer({ min: 0, max: 365 * 24 * 60 })
    .map((at) => Date.UTC(2026, 0, 1, 0, at))
  const ends = fc.record({
    day: fc.integer({ min: -70, max: 5 }),
    minute: fc.integer({ min: 0, max: 1439 }),
  })
  fc.assert(
    fc.property(
      zones,
      moments,
      fc.constantFrom(...PRESETS),
      ends,
      ends,
      (zone, now, preset, one, other) => {
        const write = ({ day, minute }: typeof one) =>
          `${dayFrom(now, day, zone)} ${new Date(minute * 60_000).toISOString().slice(11, 16)}`
        const before = resolvePreset(preset, zone, now)
        const draft = { from: write(one), to: write(other) }
        const span = spanOf(draft, before, { now, zone, maxDays: WINDOW_DAYS })
        expect(span && checkRange(span, now)).toBeNull()
        expect(span).not.toBeNull()
        const same = spanOf(draftOf(before, zone), before, { now, zone, maxDays: null })
        expect(same).toEqual(before)
      },
    ),
    { numRuns: 400 },
  )
})
