import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'

dayjs.extend(utc)

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Days cached per zone. A page of calls covers a few days, but a vendor may send any date. */
const MAX_CACHED_DAYS = 1_000

/** Returns how many minutes one zone is ahead of UTC at an instant (ms since the epoch). */
type ZoneOffset = (at: number) => number

/*
 * We do not use dayjs's timezone plugin. It converts through the machine's zone, and is an hour off
 * where that zone has summer time.
 */
const zoneOffsets = new Map<string, ZoneOffset>()

/**
 * Caches the offset of whole UTC days, because `Intl` is slow. On a day with a change, `Intl` is
 * used for each instant.
 */
function createZoneOffset(zone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const days = new Map<number, number | null>()

  function readOffset(at: number): number {
    const [, sign, hours = 0, minutes = 0] =
      /GMT([+-])(\d{2}):(\d{2})/.exec(format.format(at)) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  }

  /** Returns the offset of a whole day, or `null` if it changes. No zone changes twice in a day. */
  function readDay(day: number): number | null {
    const offset = readOffset(day * DAY_MS)
    const whole = readOffset((day + 1) * DAY_MS - 1) === offset ? offset : null
    if (days.size >= MAX_CACHED_DAYS) days.clear()
    days.set(day, whole)
    return whole
  }

  return (at) => {
    const day = Math.floor(at / DAY_MS)
    const cached = days.get(day)
    return (cached === undefined ? readDay(day) : cached) ?? readOffset(at)
  }
}

/**
 * Returns how many minutes `zone` (IANA) is ahead of UTC at an instant (ms since the epoch).
 * @throws RangeError if the zone or the instant is invalid
 */
export function offsetMinutes(at: number, zone: string): number {
  const offset = zoneOffsets.get(zone) ?? createZoneOffset(zone)
  zoneOffsets.set(zone, offset)
  return offset(at)
}

/**
 * Returns the instant at which a clock in `zone` (IANA) shows what a clock at UTC shows at `wall`.
 * If the time occurs twice, the result is the first that is not before `notBefore`, or else the
 * first. A time that summer time skips moves forward by the length of the gap. All times are in ms
 * since the epoch.
 * @throws RangeError if the zone or `wall` is invalid
 */
export function instantOf(wall: number, zone: string, notBefore = -Infinity): number {
  const [before, after] = [wall - DAY_MS, wall + DAY_MS].map((at) => offsetMinutes(at, zone))
  let first: number | undefined
  for (const offset of [before, after]) {
    const at = wall - (offset ?? 0) * MINUTE_MS
    if (offsetMinutes(at, zone) !== offset) continue
    if (at >= notBefore) return at
    first ??= at
  }
  return first ?? wall - (before ?? 0) * MINUTE_MS
}

/** Returns the wall-clock time in `zone` at `at` (ms), as a dayjs at UTC. */
export function wallClock(at: number, zone: string): dayjs.Dayjs {
  return dayjs.utc(at + offsetMinutes(at, zone) * MINUTE_MS)
}

const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?$/
const OFFSET_TIME =
  /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/i
/** Ten digits are seconds, from 2001 on; thirteen are milliseconds. Fewer digits are ambiguous. */
const EPOCH_TIME = /^([1-9]\d{9})(\d{3})?(?:\.\d+)?$/
const SLASH_DATE = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?=[ T])/

/** Returns the instant at which a clock at UTC shows `wall` (`YYYY-MM-DDTHH:mm:ss`), or `null`. */
function readUtc(wall: string): number | null {
  const at = new Date(`${wall}Z`)
  // `Date` reads February 30th as March. Only a valid time is written back unchanged.
  return Number.isNaN(at.valueOf()) || !at.toISOString().startsWith(wall) ? null : at.valueOf()
}

/**
 * Parses a time that states its offset. A space in place of the sign counts as `+`, because a URL
 * turns an unescaped `+` into a space.
 * @returns ISO 8601 with the stated offset and seconds, or `null` if the text is not a time
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
 * Parses a wall-clock time in `zone` (IANA), as the vendor writes it. Dates with slashes and epoch
 * times (s or ms) are also read. A time that states its offset keeps it. A time that summer time
 * skips moves forward. If a time occurs twice, the result is the first that is not before
 * `notBefore`, or else the first.
 * @param notBefore ISO 8601 with offset, or `null` for no bound
 * @returns ISO 8601 with offset, or `null` if the text is not a time
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

/** Formats minutes ahead of UTC as `+08:00`. */
export function writeOffset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${pad(hours)}:${pad(rest)}`
}

/** Writes an instant in `zone` (IANA) as ISO 8601 with offset. `iso` must be a valid time. */
export function inZone(iso: string | number, zone: string): string {
  const at = new Date(iso).valueOf()
  const minutes = offsetMinutes(at, zone)
  // Faster than dayjs: a page of calls has 150 times.
  const wall = new Date(at + minutes * MINUTE_MS).toISOString().replace(/\.\d+Z$/, '')
  return wall + writeOffset(minutes)
}

/** Formats `iso` (a valid time) in `zone` with a dayjs format that holds no offset. */
export function formatInZone(iso: string | number, zone: string, format: string): string {
  return wallClock(new Date(iso).valueOf(), zone).format(format)
}
