import type { ProblemCode } from '../../calls/problems.ts'
import { ProblemError } from '../http/problem-error.ts'

const DEFAULT_RETRY_SECONDS = 5
/** A vendor that asks for more is tried again after ten minutes. */
const MAX_RETRY_SECONDS = 600

/** The vendor's documented statuses; anything else is an error of the vendor's. */
const STATUSES: Record<string, [code: ProblemCode, detail: string]> = {
  '-1': ['vendor_auth', 'The API key or its signature was refused.'],
  '-2': ['vendor_ip_denied', 'The vendor takes no requests from this server’s IP address.'],
  '-16': ['vendor_clock', 'The vendor refused the time of the request.'],
  '-18': ['vendor_error', 'The vendor’s system failed.'],
  '-22': ['vendor_rejected', 'The vendor says that a parameter is wrong.'],
  '-25': ['vendor_range', 'Only the last two months can be queried, 31 days at once.'],
}

/**
 * The problem of an answer with a status other than 0.
 * @param reason the vendor's own words, already free of secrets
 */
export function vendorFailure(status: string, reason: string): ProblemError {
  const [code, detail] = STATUSES[status] ?? ['vendor_error', 'The vendor reported a failure.']
  const words = reason === '' ? detail : `${detail} The vendor’s words: ${reason}`
  return new ProblemError(code, words, { vendorStatus: status })
}

/**
 * The problem of an answer with an HTTP status that is no success.
 * @param now ms since the epoch
 */
export function httpFailure(response: Response, now: number): ProblemError {
  const { status } = response
  const said = `The vendor answered HTTP ${status}.`
  if (status === 401) return new ProblemError('vendor_auth', said)
  if (status === 403) return new ProblemError('vendor_ip_denied', said)
  if (status >= 300 && status < 400) return new ProblemError('vendor_malformed', said)
  if (status !== 429 && status !== 503) return new ProblemError('vendor_error', said)
  const retryAfterSeconds = parseRetryAfter(response.headers.get('Retry-After'), now)
  return new ProblemError('vendor_busy', said, { retryAfterSeconds })
}

/**
 * Reads a `Retry-After` (RFC 9110 section 10.2.3), seconds or a date.
 * @param now ms since the epoch
 * @returns seconds, from 1 to 600; 5 where the header says nothing that makes sense
 */
export function parseRetryAfter(text: string | null, now: number): number {
  const value = text?.trim() ?? ''
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000
  if (!(seconds > 0)) return DEFAULT_RETRY_SECONDS
  return Math.min(Math.ceil(seconds), MAX_RETRY_SECONDS)
}
