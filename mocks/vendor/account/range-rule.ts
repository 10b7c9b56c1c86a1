const DAY_MS = 86_400_000
export const HISTORY_MS = 62 * DAY_MS
const LONGEST_MS = 31 * DAY_MS
/** A query for exactly the last 62 days takes a moment to arrive. */
const GRACE_MS = 60_000

/**
 * The vendor's answer to a period: null where it may be queried, -22 where its end is before its
 * start, -25 where it is longer than 31 days or begins more than 62 days ago.
 * All in milliseconds since the epoch.
 */
export function refuseRange(from: number, to: number, now: number): '-22' | '-25' | null {
  if (to < from) return '-22'
  if (to - from > LONGEST_MS) return '-25'
  if (from < now - HISTORY_MS - GRACE_MS) return '-25'
  return null
}
