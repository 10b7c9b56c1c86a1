/*
 * dayjs's own timezone plugin goes through the machine's zone, and is an hour off wherever that
 * has summer time; a supervisor in New York may read an account in Shanghai.
 */
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** A page of calls asks hundreds of times about a few days; a vendor may send any date at all. */
const MAX_DAYS = 1_000

/** Minutes ahead of UTC at an instant, of one zone. */
type ZoneClock = (at: number) => number

const clocks = new Map<string, ZoneClock>()

/** Asks the machine, which is slow, twice a day of UTC, and more only where the offset changes. */
function createClock(zone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const days = new Map<number, number | null>()

  function ask(at: number): number {
    const [, sign, hours = 0, minutes = 0] =
      /GMT([+-])(\d{2}):(\d{2})/.exec(format.format(at)) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  }

  /** The offset of a whole day; `null` where it changes. None changes there and back in one. */
  function askDay(day: number): number | null {
    const offset = ask(day * DAY_MS)
    const whole = ask((day + 1) * DAY_MS - 1) === offset ? offset : null
    if (days.size >= MAX_DAYS) days.clear()
    days.set(day, whole)
    return whole
  }

  return (at) => {
    const day = Math.floor(at / DAY_MS)
    const known = days.get(day)
    return (known === undefined ? askDay(day) : known) ?? ask(at)
  }
}

function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone)
  if (known) return known
  const clock = createClock(zone)
  clocks.set(zone, clock)
  return clock
}

/**
 * Minutes that `zone` (IANA) is ahead of UTC at an instant (ms since the epoch).
 * @throws RangeError where `zone` is no zone, or `at` no instant
 */
export function offsetMinutes(at: number, zone: string): number {
  return clockOf(zone)(at)
}

/**
 * The instant at which a clock in `zone` (IANA) shows what a clock at UTC shows at `wall`: of two
 * the first that is not before `notBefore`, or else the first; where summer time skips it, the
 * instant as far after the change as it is into the gap. All three in ms since the epoch.
 * @throws RangeError where `zone` is no zone, or `wall` no instant
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
