import { WRITING_MS } from '../contract/is-being-written.ts'

/** A listener who seeks, or comes back to a call, asks the source but once in that time. */
const SETTLED = 'private, max-age=600'
/** What is read ahead is played in that time, as a rule. */
const NOT_KNOWN = 'private, max-age=60'
/** Each time it is asked whether it is still the same (RFC 9111 section 5.2.2.4). */
const CHANGING = 'private, no-cache'

interface Answered {
  status: number
  /** As they go to the listener. */
  headers: Record<string, string>
}

/**
 * How long the browser may keep an answer, as `Cache-Control` says it: a recording that is still
 * being written would stay as short as it was, or empty.
 * @param now milliseconds since the epoch
 */
export function cachingOf({ status, headers }: Answered, now: number): string {
  if (status === 416 || headers['Content-Length'] === '0') return 'no-store'
  const modified = Date.parse(headers['Last-Modified'] ?? '')
  if (Number.isNaN(modified)) return NOT_KNOWN
  return modified + WRITING_MS < now ? SETTLED : CHANGING
}
