const DAY_MS = 24 * 60 * 60_000
const QUARTER_HOUR_MS = 15 * 60_000

export interface AccountZone {
  /** Formats ms since the epoch as `yyyy-MM-dd HH:mm:ss` on the account's wall clock. */
  format(time: number): string
  /** Returns the date (`yyyy-MM-dd`) on the account's wall clock. */
  dateOf(time: number): string
  /** Returns the ms since the epoch at which a date (`yyyy-MM-dd`) begins. */
  startOf(date: string): number
}

/**
 * Creates the account's wall clock.
 * @throws RangeError if `name` is no IANA zone
 */
export function createAccountZone(name: string): AccountZone {
  // Offsets are cached, because `Intl` is slow. No zone changes within a quarter hour.
  const offsets = new Map<number, number>()
  // The Swedish format can be parsed.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: name,
    dateStyle: 'short',
    timeStyle: 'medium',
  })

  function offsetAt(time: number): number {
    const quarter = Math.floor(time / QUARTER_HOUR_MS)
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const at = quarter * QUARTER_HOUR_MS
    const offset = Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at
    offsets.set(quarter, offset)
    return offset
  }

  function wallClock(time: number): string {
    return new Date(time + offsetAt(time)).toISOString()
  }

  return {
    format: (time) => wallClock(time).slice(0, 19).replace('T', ' '),
    dateOf: (time) => wallClock(time).slice(0, 10),
    startOf: (date) => {
      const wall = Date.parse(`${date}T00:00:00Z`)
      return wall - offsetAt(wall - offsetAt(wall))
    },
  }
}

/** Returns the date (`yyyy-MM-dd`) that is `days` earlier. */
export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10)
}
