import { expect, it, test } from 'vitest'
import { type Period, type Preset, resolvePeriod, type TimeSpan } from '../calls/periods.ts'
import { stepPeriod, wholeDays } from './period-steps.ts'

const SHANGHAI = 'Asia/Shanghai'
const BERLIN = 'Europe/Berlin'
/** A Friday. */
const NOW = Date.parse('2026-11-27T16:51:00+08:00')

const periodOf = (range: Preset): Period => ({ range, from: null, to: null })

test.each<[Preset, by: 1 | -1, after: Preset | null, from: string, to: string]>([
  ['today', -1, 'yesterday', '2026-11-26T00:00:00', '2026-11-26T23:59:59'],
  ['yesterday', -1, null, '2026-11-25T00:00:00', '2026-11-25T23:59:59'],
  ['yesterday', 1, 'today', '2026-11-27T00:00:00', '2026-11-27T23:59:59'],
  ['thisWeek', -1, 'lastWeek', '2026-11-16T00:00:00', '2026-11-22T23:59:59'],
  ['lastWeek', 1, 'thisWeek', '2026-11-23T00:00:00', '2026-11-29T23:59:59'],
  ['lastWeek', -1, null, '2026-11-09T00:00:00', '2026-11-15T23:59:59'],
  ['last7d', -1, null, '2026-11-14T00:00:00', '2026-11-20T23:59:59'],
  ['last30d', -1, null, '2026-09-29T00:00:00', '2026-10-28T23:59:59'],
  ['lastHour', -1, null, '2026-11-27T14:50:59', '2026-11-27T15:50:59'],
])('%s steps by %i', (preset, by, after, from, to) => {
  const period = stepPeriod(periodOf(preset), by, SHANGHAI, NOW)
  const span = { from: `${from}+08:00`, to: `${to}+08:00` }
  expect(period).toEqual(after ? periodOf(after) : { range: null, ...span })
  expect(period && resolvePeriod(period, SHANGHAI, NOW)).toEqual(span)
})

test.each<Preset>(['today', 'thisWeek', 'last7d', 'last30d', 'lastHour'])(
  '%s has no later period',
  (preset) => {
    expect(stepPeriod(periodOf(preset), 1, SHANGHAI, NOW)).toBeNull()
  },
)

const span = (from: string, to: string): TimeSpan => ({ from, to })

test.each<
  [name: string, zone: string, now: string, before: TimeSpan, by: 1 | -1, after: TimeSpan | null]
>([
  [
    'two hours',
    SHANGHAI,
    '2026-11-27T16:51:00+08:00',
    span('2026-11-26T11:00:00+08:00', '2026-11-26T12:59:59+08:00'),
    1,
    span('2026-11-26T13:00:00+08:00', '2026-11-26T14:59:59+08:00'),
  ],
  [
    'the day on which summer time begins, of 23 hours',
    BERLIN,
    '2026-04-10T12:00:00Z',
    span('2026-03-28T00:00:00+01:00', '2026-03-28T23:59:59+01:00'),
    1,
    span('2026-03-29T00:00:00+01:00', '2026-03-29T23:59:59+02:00'),
  ],
  [
    'the day after it',
    BERLIN,
    '2026-04-10T12:00:00Z',
    span('2026-03-29T00:00:00+01:00', '2026-03-29T23:59:59+02:00'),
    1,
    span('2026-03-30T00:00:00+02:00', '2026-03-30T23:59:59+02:00'),
  ],
  [
    'seven days with an hour more',
    BERLIN,
    '2026-11-20T12:00:00Z',
    span('2026-10-26T00:00:00+01:00', '2026-11-01T23:59:59+01:00'),
    -1,
    span('2026-10-19T00:00:00+02:00', '2026-10-25T23:59:59+01:00'),
  ],
  [
    'the last period of the history',
    SHANGHAI,
    '2026-05-01T12:00:00+08:00',
    span('2026-03-03T00:00:00+08:00', '2026-03-04T23:59:59+08:00'),
    -1,
    span('2026-03-01T00:00:00+08:00', '2026-03-02T23:59:59+08:00'),
  ],
  [
    'none before the history',
    SHANGHAI,
    '2026-05-01T12:00:00+08:00',
    span('2026-02-28T00:00:00+08:00', '2026-03-02T23:59:59+08:00'),
    -1,
    null,
  ],
])('steps to %s', (_name, zone, now, before, by, after) => {
  const period = stepPeriod({ range: null, ...before }, by, zone, Date.parse(now))
  expect(period && resolvePeriod(period, zone, Date.parse(now))).toEqual(after)
})

it('names a custom period that is a preset now', () => {
  const before = span('2026-11-14T00:00:00+08:00', '2026-11-20T23:59:59+08:00')
  expect(stepPeriod({ range: null, ...before }, 1, SHANGHAI, NOW)).toEqual(periodOf('last7d'))
})

test.each([
  ['2026-11-27T00:00:00+08:00', '2026-11-27T23:59:59+08:00', 1],
  ['2026-11-21T00:00:00+08:00', '2026-11-27T23:59:59+08:00', 7],
  ['2026-11-21T00:00:00+08:00', '2026-11-27T23:59:00+08:00', null],
  ['2026-11-21T00:00:01+08:00', '2026-11-27T23:59:59+08:00', null],
])('%s to %s are %s whole days', (from, to, days) => {
  expect(wholeDays({ from, to }, SHANGHAI)).toBe(days)
})
