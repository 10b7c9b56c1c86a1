import { WRITING_MS } from '../../calls/call.ts'

/** A listener who seeks, or comes back to a call, sends one request to the source in that time. */
const SETTLED = 'private, max-age=600'
/** A preload is played in that time, as a rule. */
const UNDATED = 'private, max-age=60'
/** The browser checks each time that it is still the same (RFC 9111 section 5.2.2.4). */
const CHANGING = 'private, no-cache'

/**
 * Returns how long the browser may keep an answer, as `Cache-Control`: a recording that is still
 * being written would stay as short as it was.
 * @param lastModified of the file at the source, also if the answer does not state it
 * @param now milliseconds since the epoch
 */
export function cachingOf(status: number, lastModified: string | null, now: number): string {
  if (status === 416) return 'no-store'
  const modified = Date.parse(lastModified ?? '')
  if (Number.isNaN(modified)) return UNDATED
  return modified + WRITING_MS < now ? SETTLED : CHANGING
}
