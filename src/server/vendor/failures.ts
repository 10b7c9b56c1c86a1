import type { ProblemCode } from '../../calls/problems.ts'
import { ProblemError } from '../http/problems.ts'

/** The vendor's documented statuses. Any other status is an error of the vendor's. */
const STATUSES: Record<string, [code: ProblemCode, detail: string]> = {
  '-1': ['vendor_auth', 'The API key or its signature was refused.'],
  '-2': ['vendor_ip_denied', 'The phone system takes no requests from this server’s IP address.'],
  '-16': ['vendor_clock', 'The phone system refused the time of the request.'],
  '-18': ['vendor_error', 'The phone system failed.'],
  '-22': ['vendor_rejected', 'The phone system says that a parameter is wrong.'],
  '-25': ['vendor_range', 'Only the last two months can be queried, 31 days at once.'],
}

/**
 * Returns the problem for an answer with a status other than 0.
 * @param reason the vendor's own words, without secrets
 */
export function vendorFailure(status: string, reason: string): ProblemError {
  const [code, detail] = STATUSES[status] ?? [
    'vendor_error',
    'The phone system reported a failure.',
  ]
  const words = reason === '' ? detail : `${detail} The phone system’s words: ${reason}`
  return new ProblemError(code, words, { vendorStatus: status })
}

/**
 * Returns the problem for an answer with an HTTP status that is no success.
 * @param now ms since the epoch
 */
export function httpFailure(response: Response, now: number): ProblemError {
  const { status } = response
  const detail = `The phone system answered HTTP ${status}.`
  if (status === 401) return new ProblemError('vendor_auth', detail)
  if (status === 403) return new ProblemError('vendor_ip_denied', detail)
  if (status >= 300 && status < 400) return new ProblemError('vendor_malformed', detail)
  if (status !== 429 && status !== 503) return new ProblemError('vendor_error', detail)
  const retryAfterSeconds = parseRetryAfter(response.headers.get('Retry-After'), now)
  return new ProblemError('vendor_busy', detail, { retryAfterSeconds })
}

const DEFAULT_RETRY_SECONDS = 5
/** Longer pauses are cut to this one. */
const MAX_RETRY_SECONDS = 600

/**
 * Parses a `Retry-After` (RFC 9110 section 10.2.3) in seconds or as a date.
 * @param now ms since the epoch
 * @returns seconds, from 1 to `MAX_RETRY_SECONDS`; `DEFAULT_RETRY_SECONDS` if the header is invalid
 */
export function parseRetryAfter(text: string | null, now: number): number {
  const value = text?.trim() ?? ''
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000
  if (!(seconds > 0)) return DEFAULT_RETRY_SECONDS
  return Math.min(Math.ceil(seconds), MAX_RETRY_SECONDS)
}

/** Returns the system's code of a failed connection, such as `ENOTFOUND` or `CERT_HAS_EXPIRED`. */
export function connectionCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string' && /^[A-Z_]{3,60}$/.test(error.code))
    return error.code
  return connectionCode(error.cause)
}

/** Limits in UTF-16 units: of the result, and of the input that is read. */
const MAX_LENGTH = 300
const MAX_READ_LENGTH = 4_000
/** Control, format, line and paragraph characters, which can forge a line or reverse text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

function withoutSecret(text: string, secret: string): string {
  if (secret === '') return text
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(literal, 'gi'), '[removed]')
}

/** Makes the vendor's text safe to show: one line, at most `MAX_LENGTH` long, without secrets. */
export function redact(text: string, secrets: readonly string[]): string {
  const read = text.slice(0, MAX_READ_LENGTH)
  const line = read.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim()
  const clean = secrets.reduce(withoutSecret, line)
  // The end of a cut text may be the first half of a secret.
  const halfSecret = read === text ? 0 : Math.max(0, ...secrets.map(({ length }) => length))
  const safe = clean.slice(0, clean.length - halfSecret)
  return read === text && safe.length <= MAX_LENGTH ? safe : `${safe.slice(0, MAX_LENGTH - 1)}…`
}
