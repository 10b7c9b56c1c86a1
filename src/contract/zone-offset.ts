/*
 * dayjs's own timezone plugin goes through the machine's zone, and is an hour off wherever that
 * has summer time; a supervisor in New York may read an account in Shanghai.
 */
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  clocks.set(zone, clock)
  return clock
}

/**
 * Minutes that `zone` (IANA) is ahead of UTC at an instant (ms since the epoch).
 * @throws RangeError where `zone` is no zone
 */
export function offsetMinutes(at: number, zone: string): number {
  const name = clockOf(zone).format(at)
  const [, sign, hours = 0, minutes = 0] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/**
 * The instant at which a clock in `zone` shows what a clock at UTC shows at `wall`: the first of
 * two; where summer time skips it, the instant as far after the change as it is into the gap.
 */
export function instantOf(wall: number, zone: string): number {
  const [before, after] = [wall - DAY_MS, wall + DAY_MS].map((at) => offsetMinutes(at, zone))
  for (const offset of [before, after]) {
    const at = wall - (offset ?? 0) * MINUTE_MS
    if (offsetMinutes(at, zone) === offset) return at
  }
  return wall - (before ?? 0) * MINUTE_MS
}
