import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import { instantOf, offsetMinutes } from './zone-offset.ts'

dayjs.extend(utc)

/** Periods by name. Days are calendar days of the account's zone, weeks begin on Monday. */
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

/** Both ends inclusive, ISO 8601 with offset, whole seconds: the vendor counts in seconds. */
export interface TimeRange {
  from: string
  to: string
}

const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?$/
const OFFSET_TIME =
  /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/i

/** Ten digits are seconds from 2001 on, three more are milliseconds; shorter ones may mean anything. */
const EPOCH_TIME = /^([1-9]\d{9})(\d{3})?(?:\.\d+)?$/
const SLASH_DATE = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?=[ T])/

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** The instant at which a clock at UTC shows `wall` (`YYYY-MM-DDTHH:mm:ss`), or `null`. */
function readUtc(wall: string): number | null {
  const at = new Date(`${wall}Z`)
  // February 30th is read as March: what is not written back the same is no time.
  return Number.isNaN(at.valueOf()) || !at.toISOString().startsWith(wall) ? null : at.valueOf()
}

/** What a clock in `zone` shows at `at`, as the same reading of a clock at UTC. */
function wallClock(at: number, zone: string): dayjs.Dayjs {
  return dayjs.utc(at + offsetMinutes(at, zone) * MINUTE_MS)
}

/** `+08:00`, of minutes ahead of UTC. */
export function writeOffset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${pad(hours)}:${pad(rest)}`
}

/**
 * Reads a time that states its offset.
 * A space where the sign belongs is taken as `+`: that is what an unescaped `+` in a URL becomes.
 * @returns the same instant as ISO 8601 with offset and seconds, or `null` if it is not a time.
 */
export function parseOffsetTime(text: string): string | null {
  const signed = text.trim().replace(/ (\d{2}:?\d{2})$/, '+$1')
  const [, date, minutes, seconds = ':00', zone = 'Z'] = OFFSET_TIME.exec(signed) ?? []
  const wall = `${date}T${minutes}${seconds}`
  if (readUtc(wall) === null) return null
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  return Number.isNaN(Date.parse(wall + offset)) ? null : wall + offset
}

/**
 * Reads a wall-clock time without a zone, as the vendor writes it, in `zone` (IANA).
 * Slashes in the date and times since the epoch, in seconds or ms, are read too. A time that states its own offset keeps it. A time that summer time skips moves forward; of a
 * time that occurs twice it is the first, or the first that is not before `notBefore`.
 * @param notBefore ISO 8601 with offset, or `null` for no bound
 * @returns ISO 8601 with offset, or `null` if the text is not a time.
 */
export function parseZonedTime(
  text: string,
  zone: string,
  notBefore: string | null = null,
): string | null {
  const [, epochSeconds, ms = '000'] = EPOCH_TIME.exec(text.trim()) ?? []
  if (epochSeconds !== undefined) return inZone(Number(epochSeconds + ms), zone)
  const dashed = text.trim().replace(SLASH_DATE, (_, ...parts: string[]) =>
    parts
      .slice(0, 3)
      .map((part) => part.padStart(2, '0'))
      .join('-'),
  )
  const match = WALL_CLOCK.exec(dashed)
  if (!match) return parseOffsetTime(dashed)
  const [, date, minutes, seconds = ':00'] = match
  const wall = readUtc(`${date}T${minutes}${seconds}`)
  if (wall === null) return null
  const bound = notBefore === null ? undefined : Date.parse(notBefore)
  return inZone(instantOf(wall, zone, bound), zone)
}

/** The same instant, written in `zone` (IANA) as ISO 8601 with offset. `iso` must be a valid time. */
export function inZone(iso: string | number, zone: string): string {
  const at = new Date(iso).valueOf()
  const minutes = offsetMinutes(at, zone)
  // What dayjs would write, sooner: a page of calls holds 150 times.
  const wall = new Date(at + minutes * MINUTE_MS).toISOString().replace(/\.\d+Z$/, '')
  return wall + writeOffset(minutes)
}

/**
 * `iso` shown in `zone` with a dayjs format that holds no offset.
 * `iso` must be a valid time.
 */
export function formatInZone(iso: string | number, zone: string, format: string): string {
  return wallClock(new Date(iso).valueOf(), zone).format(format)
}

/** First and last second of the calendar days `first` to `last` (`YYYY-MM-DD`) in `zone`. */
export function daysToRange(first: string, last: string, zone: string): TimeRange {
  const start = instantOf(dayjs.utc(first).valueOf(), zone)
  // A day's last second may occur twice: it ends where the next day starts.
  const end = instantOf(dayjs.utc(last).add(1, 'day').valueOf(), zone) - SECOND_MS
  return { from: inZone(start, zone), to: inZone(end, zone) }
}

/** The calendar day (`YYYY-MM-DD`) in `zone` that is `days` away from the day of `now` (ms). */
export function dayFrom(now: number, days: number, zone: string): string {
  return wallClock(now, zone).add(days, 'day').format('YYYY-MM-DD')
}

/** The instant (ms) at which the calendar day begins that `at` (ms) lies in, in `zone`. */
function startOfDay(at: number, zone: string): number {
  return instantOf(wallClock(at, zone).startOf('day').valueOf(), zone)
}

/** Milliseconds from `now` (ms since the epoch) to the next midnight in `zone` (IANA). */
export function untilMidnight(now: number, zone: string): number {
  const tomorrow = dayFrom(now, 1, zone)
  return Date.parse(daysToRange(tomorrow, tomorrow, zone).from) - now
}

/**
 * The range in which a call can really have started whose stated start is `iso` (ISO 8601 with
 * offset): the second before and after too, because the vendor's starts may have a fraction that
 * its records hide.
 */
export function secondsAround(iso: string): TimeRange {
  const [wall, offset] = [Date.parse(`${iso.slice(0, 19)}Z`), iso.slice(19)]
  const write = (ms: number) => new Date(ms).toISOString().slice(0, 19) + offset
  return { from: write(wall - SECOND_MS), to: write(wall + SECOND_MS) }
}

/**
 * The range a preset means at `now` (ms since the epoch) in `zone` (IANA). All presets are whole
 * days that may end after `now`, except the last hour, which ends now.
 */
export function resolvePreset(preset: Preset, zone: string, now: number): TimeRange {
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

/** What an address says of its period. */
export interface Period {
  range: Preset | null
  /** ISO 8601 with offset; they win over `range`. */
  from: string | null
  to: string | null
}

/**
 * The range a period means at `now` (ms since the epoch): today where it says nothing; `from`
 * alone ends now, `to` alone begins its day.
 * @param zone IANA zone of the account, in which the answer is written
 */
export function resolvePeriod({ range, from, to }: Period, zone: string, now: number): TimeRange {
  if (from === null && to === null) return resolvePreset(range ?? 'today', zone, now)
  const end = to === null ? now : Date.parse(to)
  return { from: inZone(from ?? startOfDay(end, zone), zone), to: inZone(end, zone) }
}
