import type { Logger } from 'pino'
import type { AuthMethod, Coverage } from '../../calls/call.ts'
import { HISTORY_DAYS, type RangeProblem, WINDOW_DAYS } from '../../calls/periods.ts'
import { createProblem, type ProblemCode } from '../../calls/problems.ts'
import type { AppContext } from './context.ts'

interface ProblemExtras {
  /** Only if it differs from the code's own HTTP status. */
  status?: number
  /** The vendor's own status, if it sent one. */
  vendorStatus?: string
  retryAfterSeconds?: number
  /** What was read of a view that is not complete. */
  coverage?: Coverage
  /** How to sign in, if nobody is. */
  auth?: AuthMethod
}

/** A failure that the page shows. `detail` is shown to people, so it must hold no secret. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly detail: string
  readonly extras: ProblemExtras

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(`${code}: ${detail}`)
    this.name = 'ProblemError'
    this.code = code
    this.detail = detail
    this.extras = extras
  }
}

const RANGE_DETAILS: Record<RangeProblem, string> = {
  range_reversed: '“from” is later than “to”.',
  range_too_long: `From “from” to “to” may be ${WINDOW_DAYS} days at most without CALLS_DB.`,
  range_too_old: `“from” may be ${HISTORY_DAYS} days ago at most.`,
}

/** Returns the problem of a period. */
export function rangeProblem(code: RangeProblem): ProblemError {
  return new ProblemError(code, RANGE_DETAILS[code])
}

/** Answers with `application/problem+json` (RFC 9457), and sets the code for the log. */
export function problemResponse(
  c: AppContext,
  { code, detail, extras }: ProblemError,
  headers: Record<string, string> = {},
): Response {
  const { retryAfterSeconds, ...rest } = extras
  const problem = createProblem(code, c.get('requestId'), detail, rest)
  c.set('problemCode', code)
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
      ...headers,
    },
  })
}

/** nginx's "client closed request". Nobody reads it, but the log has it. */
const CLIENT_CLOSED_REQUEST = 499

/**
 * Creates the handler of errors that other handlers throw. The log of an unexpected error has only
 * its name and stack frames, because a message may quote private data.
 */
export function createErrorAnswer(log: Logger) {
  return function errorAnswer(error: Error, c: AppContext): Response {
    if (error instanceof ProblemError) return problemResponse(c, error)
    if (c.req.raw.signal.aborted) return new Response(null, { status: CLIENT_CLOSED_REQUEST })
    const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
    log.error({ requestId: c.get('requestId'), error: error.name, frames })
    const detail = 'This server failed. Its log has more under the request id.'
    return problemResponse(c, new ProblemError('internal_error', detail))
  }
}
