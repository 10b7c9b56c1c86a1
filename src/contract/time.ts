import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

/** Periods that the page offers by name. Days are calendar days of the account's zone. */
export const PRESETS = ['today', 'yesterday', 'last7d', 'last30d'] as const
export type Preset = (typeof PRESETS)[number]

/** Both ends inclusive, ISO 8601 with offset, whole seconds: the vendor counts in seconds. */
export interface TimeRange {
  from: string
  to: string
}

const ISO = 'YYYY-MM-DDTHH:mm:ssZ'
const WALL_CLOCK = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?$/
const OFFSET_TIME =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i

function isCalendarTime(parts: readonly (string | undefined)[]): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((p) =>
    Number(p ?? 0),
  )
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  return (
    at.getUTCMonth() === month - 1 &&
    at.getUTCDate() === day &&
    at.getUTCHours() === hour &&
    at.getUTCMinutes() === minute &&
    at.getUTCSeconds() === second
  )
}

/**
 * Reads a time that states its offset.
 * A space where the sign belongs is taken as `+`: that is what an unescaped `+` in a URL becomes.
 * @returns the same instant as ISO 8601 with offset and seconds, or `null` if it is not a time.
 */
export function parseOffsetTime(text: string): string | null {
  const signed = text.trim().replace(/ (\d{2}:?\d{2})$/, '+$1')
  const match = OFFSET_TIME.exec(signed)
  if (!match || !isCalendarTime(match.slice(1, 7))) return null
  const [, year, month, day, hour, minute, second = '00', zone = 'Z'] = match
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`
  return Number.isNaN(Date.parse(iso)) ? null : iso
}

/**
 * Reads a wall-clock time without a zone, as the vendor writes it, in `zone` (IANA).
 * A time that states its own offset keeps it. A time that summer time skips moves forward.
 * @returns ISO 8601 with offset, or `null` if the text is not a time.
 */
export function parseZonedTime(text: string, zone: string): string | null {
  const match = WALL_CLOCK.exec(text.trim())
  if (!match) return parseOffsetTime(text)
  if (!isCalendarTime(match.slice(1, 7))) return null
  const [, year, month, day, hour, minute, second = '00'] = match
  const at = dayjs.tz(`${year}-${month}-${day}T${hour}:${minute}:${second}`, zone)
  return at.isValid() ? at.format(ISO) : null
}

/** The same instant, written in `zone` (IANA) as ISO 8601 with offset. `iso` must be a valid time. */
export function inZone(iso: string | number, zone: string): string {
  return dayjs(iso).tz(zone).format(ISO)
}

/** `iso` shown in `zone` with a dayjs format. `iso` must be a valid time. */
export function formatInZone(iso: string | number, zone: string, format: string): string {
  return dayjs(iso).tz(zone).format(format)
}

/** First and last second of the calendar days `first` to `last` (`YYYY-MM-DD`) in `zone`. */
export function daysToRange(first: string, last: string, zone: string): TimeRange {
  return {
    from: dayjs.tz(`${first}T00:00:00`, zone).format(ISO),
    to: dayjs.tz(`${last}T23:59:59`, zone).format(ISO),
  }
}

/** The calendar day (`YYYY-MM-DD`) in `zone` that is `days` away from the day of `now` (ms). */
export function dayFrom(now: number, days: number, zone: string): string {
  const today = dayjs(now).tz(zone).format('YYYY-MM-DD')
  return dayjs.utc(today).add(days, 'day').format('YYYY-MM-DD')
}

/** The range a preset means at `now` (ms since the epoch), in whole days of `zone` (IANA). */
export function resolvePreset(preset: Preset, zone: string, now: number): TimeRange {
  const [first, last] = {
    today: [0, 0],
    yesterday: [-1, -1],
    last7d: [-6, 0],
    last30d: [-29, 0],
  }[preset] as [number, number]
  return daysToRange(dayFrom(now, first, zone), dayFrom(now, last, zone), zone)
}
