import { instantOf, inZone, wallClock } from './time.ts'

/** Named periods. Days are calendar days of the account's zone, and weeks begin on Monday. */
export const PRESETS = [
  'lastHour',
  'today',
  'yesterday',
  'thisWeek',
  'lastWeek',
  'last7d',
  'last30d',
] as const
export type Preset = (typeof PRESETS)[number]

/** ISO 8601 with offset, in whole seconds as the vendor counts. Both ends are included. */
export interface TimeSpan {
  from: string
  to: string
}

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** Returns the first and the last second of the days `first` to `last` (`YYYY-MM-DD`) in `zone`. */
export function daysToRange(first: string, last: string, zone: string): TimeSpan {
  const start = instantOf(Date.parse(first), zone)
  // A day's last second may occur twice, so the end is taken from the start of the next day.
  const end = instantOf(Date.parse(last) + DAY_MS, zone) - SECOND_MS
  return { from: inZone(start, zone), to: inZone(end, zone) }
}

/** Returns the day (`YYYY-MM-DD`) in `zone` that is `days` away from the day of `now` (ms). */
export function dayFrom(now: number, days: number, zone: string): string {
  return wallClock(now, zone).add(days, 'day').format('YYYY-MM-DD')
}

/** Returns the instant (ms) at which the day of `at` (ms) begins in `zone`. */
function startOfDay(at: number, zone: string): number {
  return instantOf(wallClock(at, zone).startOf('day').valueOf(), zone)
}

/** Returns the milliseconds from `now` (ms since the epoch) to the next midnight in `zone`. */
export function untilMidnight(now: number, zone: string): number {
  const tomorrow = dayFrom(now, 1, zone)
  return Date.parse(daysToRange(tomorrow, tomorrow, zone).from) - now
}

/**
 * Returns the span in which a call with the stated start `iso` (ISO 8601 with offset) began. It
 * includes the second before and after, because the vendor's records hide fractions of a second.
 */
export function secondsAround(iso: string): TimeSpan {
  return { from: addSeconds(iso, -1), to: addSeconds(iso, 1) }
}

/** Returns the time `seconds` after `iso` (ISO 8601 with offset), with the same offset. */
export function addSeconds(iso: string, seconds: number): string {
  const wall = Date.parse(`${iso.slice(0, 19)}Z`) + seconds * SECOND_MS
  return new Date(wall).toISOString().slice(0, 19) + iso.slice(19)
}

/**
 * Returns the span of a preset at `now` (ms since the epoch) in `zone` (IANA). The last hour ends
 * now. All other presets are whole days and may end after `now`.
 */
export function resolvePreset(preset: Preset, zone: string, now: number): TimeSpan {
  if (preset === 'lastHour') return { from: inZone(now - HOUR_MS, zone), to: inZone(now, zone) }
  const monday = -((wallClock(now, zone).day() + 6) % 7)
  const days: Record<typeof preset, [first: number, last: number]> = {
    today: [0, 0],
    yesterday: [-1, -1],
    thisWeek: [monday, monday + 6],
    lastWeek: [monday - 7, monday - 1],
    last7d: [-6, 0],
    last30d: [-29, 0],
  }
  const [first, last] = days[preset]
  return daysToRange(dayFrom(now, first, zone), dayFrom(now, last, zone), zone)
}

/** A period as it stands in a URL. */
export interface Period {
  range: Preset | null
  /** ISO 8601 with offset. `from` and `to` override `range`. */
  from: string | null
  to: string | null
}

/** Returns the preset of a period, which is today for an empty one; `null` for a custom period. */
export function presetOf({ range, from, to }: Period): Preset | null {
  return from === null && to === null ? (range ?? 'today') : null
}

/**
 * Returns the span of a period at `now` (ms since the epoch). An empty period is today. `from` alone
 * ends now, and `to` alone begins with its day.
 * @param zone IANA zone of the account, in which the span is written
 */
export function resolvePeriod(period: Period, zone: string, now: number): TimeSpan {
  const preset = presetOf(period)
  if (preset) return resolvePreset(preset, zone, now)
  const { from, to } = period
  const end = to === null ? now : Date.parse(to)
  return { from: inZone(from ?? startOfDay(end, zone), zone), to: inZone(end, zone) }
}

/** Whether a period lies within one day, as far as its words tell. */
export function isWithinDay({ range, from, to }: Period): boolean {
  if (from === null && to === null) return !/week|last\d/i.test(range ?? '')
  return from !== null && from.slice(0, 10) === to?.slice(0, 10)
}

/** How many days before a preset the period before lies. The last hour follows its own length. */
const DAYS_BEFORE: Partial<Record<Preset, number>> = {
  today: 1,
  yesterday: 1,
  thisWeek: 7,
  lastWeek: 7,
  last7d: 7,
  last30d: 30,
}

/**
 * Returns the function that shifts an instant (ms since the epoch) of a period to the period before:
 * by the calendar for presets of days, else by the length of the period.
 * @param zone IANA zone of the account
 */
export function shiftBefore(
  { from, to }: TimeSpan,
  preset: Preset | null,
  zone: string,
): (at: number) => number {
  const days = preset && DAYS_BEFORE[preset]
  const length = Date.parse(to) - Date.parse(from) + SECOND_MS
  return (at) =>
    days ? instantOf(wallClock(at, zone).subtract(days, 'day').valueOf(), zone) : at - length
}

/**
 * Returns the period before. That of a period under way is cut at the same time of day.
 * @param zone IANA zone of the account
 * @param now ms since the epoch
 */
export function periodBefore(
  span: TimeSpan,
  preset: Preset | null,
  zone: string,
  now: number,
): TimeSpan {
  const { from, to } = span
  const shift = shiftBefore(span, preset, zone)
  const end = Math.min(Date.parse(to), Math.max(now, Date.parse(from)))
  return { from: inZone(shift(Date.parse(from)), zone), to: inZone(shift(end), zone) }
}

/** Limits of the vendor: the longest period, and the age of the oldest calls. */
export const WINDOW_DAYS = 31
export const HISTORY_DAYS = 62

export type RangeProblem = 'range_reversed' | 'range_too_long' | 'range_too_old'

/**
 * Checks a span against the vendor's limits.
 * @param now ms since the epoch
 * @returns the problem, or `null`
 */
export function checkRange({ from, to }: TimeSpan, now: number): RangeProblem | null {
  const start = Date.parse(from)
  const end = Date.parse(to)
  if (start > end) return 'range_reversed'
  if (end - start > WINDOW_DAYS * DAY_MS) return 'range_too_long'
  if (start < now - HISTORY_DAYS * DAY_MS) return 'range_too_old'
  return null
}
