import { MAX_PAGE_SIZE } from '../calls/query.ts'

/** What an export will take, as far as can be said before. */
export interface Estimate {
  requests: number
  seconds: number
}

/** Pages asked for at a time: of the six connections a browser has, two stay for who looks at calls. */
export const AT_A_TIME = 4
/** Of a request, where none was seen yet (ms). */
const USUAL_MS = 500
/** Slices of time end with a page that is not full, and the whole is checked at the end. */
const MORE = 1.02
const CHECKS = 2

/**
 * Estimates an export of `total` calls.
 * @param seenMs how long the latest requests for pages took
 */
export function estimateOf(total: number, seenMs: readonly number[]): Estimate {
  const pages = Math.max(1, Math.ceil(total / MAX_PAGE_SIZE))
  const requests = (pages === 1 ? 1 : Math.ceil(pages * MORE)) + CHECKS
  const sorted = seenMs.toSorted((one, other) => one - other)
  const usual = sorted[Math.floor(sorted.length / 2)] ?? USUAL_MS
  return { requests, seconds: Math.max(1, (requests * usual) / AT_A_TIME / 1000) }
}

/** How long the latest requests of this page for calls took, in ms. */
export function seenRequestsMs(): number[] {
  return performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.includes('/api/records?'))
    .slice(-20)
    .map(({ duration }) => duration)
}
