import { HISTORY_DAYS, WINDOW_DAYS } from '../contract/range.ts'
import {
  dayFrom,
  daysToRange,
  formatInZone,
  parseZonedTime,
  type TimeRange,
} from '../contract/time.ts'

/** How the date inputs write a time: wall clock of the account's zone. */
export const INPUT_FORMAT = 'YYYY-MM-DD HH:mm:ss'

/** A time of the address for an input, in `zone`. */
export function toInput(iso: string, zone: string): string {
  return formatInZone(iso, zone, INPUT_FORMAT)
}

/** First and last day (`YYYY-MM-DD`) that can be picked at `now` (ms) in `zone`. */
export function pickableDays(now: number, zone: string): { first: string; last: string } {
  return { first: dayFrom(now, 1 - HISTORY_DAYS, zone), last: dayFrom(now, 0, zone) }
}

/** The last day that a range starting at `from` may reach. */
export function lastDayOf(from: string, now: number, zone: string): string {
  const reach = dayFrom(Date.parse(from), WINDOW_DAYS - 1, zone)
  const today = dayFrom(now, 0, zone)
  return reach < today ? reach : today
}

/** End of the day of `iso` in `zone`, or as late as the window allows. */
function endWithin(from: string, to: string, now: number, zone: string): string {
  const last = lastDayOf(from, now, zone)
  const day = dayFrom(Date.parse(to), 0, zone)
  if (Date.parse(to) < Date.parse(from)) {
    return daysToRange(last, dayFrom(Date.parse(from), 0, zone), zone).to
  }
  return day > last ? daysToRange(last, last, zone).to : to
}

/**
 * The range after its start was picked: the end follows where the rule would be broken.
 * @param input wall clock of `zone`, as the input writes it
 */
export function withFrom(range: TimeRange, input: string, now: number, zone: string): TimeRange {
  const from = parseZonedTime(input, zone)
  return from === null ? range : { from, to: endWithin(from, range.to, now, zone) }
}

/** The range after its end was picked. A bare midnight means the whole of that day. */
export function withTo(range: TimeRange, input: string, zone: string): TimeRange {
  const picked = parseZonedTime(input.replace(/00:00:00$/, '23:59:59'), zone)
  if (picked === null) return range
  const day = dayFrom(Date.parse(picked), 0, zone)
  const from =
    Date.parse(picked) < Date.parse(range.from) ? daysToRange(day, day, zone).from : range.from
  return { from, to: picked }
}
