import type { TimeRange } from './time.ts'

/** The vendor's range rule: at most 31 days from start to end, and only the last two months. */
export const WINDOW_DAYS = 31
export const HISTORY_DAYS = 62

const DAY_MS = 86_400_000

export type RangeProblem = 'range_reversed' | 'range_too_long' | 'range_too_old'

/**
 * Checks a range against the vendor's rule before the vendor is asked.
 * @param now ms since the epoch
 * @returns what is wrong with it, or `null`.
 */
export function checkRange({ from, to }: TimeRange, now: number): RangeProblem | null {
  const start = Date.parse(from)
  const end = Date.parse(to)
  if (start > end) return 'range_reversed'
  if (end - start > WINDOW_DAYS * DAY_MS) return 'range_too_long'
  if (start < now - HISTORY_DAYS * DAY_MS) return 'range_too_old'
  return null
}
