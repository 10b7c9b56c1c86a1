import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone.js'
import utc from 'dayjs/plugin/utc.js'

dayjs.extend(utc)
dayjs.extend(timezone)

const QUARTER_HOUR_MS = 15 * 60_000

export interface AccountZone {
  /** `yyyy-MM-dd HH:mm:ss` on the account's wall clock, with no offset, of milliseconds since the epoch. */
  format(time: number): string
  /** `yyyy-MM-dd` on the account's wall clock. */
  dateOf(time: number): string
  /** Milliseconds since the epoch at which that date (`yyyy-MM-dd`) begins. */
  startOf(date: string): number
}

/**
 * The account's wall clock.
 * @param name an IANA zone; throws a RangeError where it is not one.
 */
export function createAccountZone(name: string): AccountZone {
  // Asking for an offset is slow and every call needs three; no zone changes within a quarter hour.
  const offsets = new Map<number, number>()

  function offsetAt(time: number): number {
    const quarter = Math.floor(time / QUARTER_HOUR_MS)
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const offset = dayjs(quarter * QUARTER_HOUR_MS)
      .tz(name)
      .utcOffset()
    offsets.set(quarter, offset * 60_000)
    return offset * 60_000
  }

  function wallClock(time: number): string {
    return new Date(time + offsetAt(time)).toISOString()
  }

  return {
    format: (time) => wallClock(time).slice(0, 19).replace('T', ' '),
    dateOf: (time) => wallClock(time).slice(0, 10),
    startOf: (date) => dayjs.tz(`${date} 00:00:00`, name).valueOf(),
  }
}

/** The date (`yyyy-MM-dd`) so many days before. */
export function daysBefore(date: string, days: number): string {
  return dayjs.utc(date).subtract(days, 'day').format('YYYY-MM-DD')
}
