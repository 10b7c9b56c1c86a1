import type { Logger } from 'pino'
import type { AppContext } from '../app-context.ts'
import { ProblemError } from './problem-error.ts'
import { problemResponse } from './problem-response.ts'

/** What nginx calls "client closed request"; nobody is there to read it, but the log has it. */
const CLIENT_LEFT = 499

/**
 * Makes the answer to whatever a handler threw. What nobody expected is logged by its name and
 * stack frames alone: a message can quote what must not be in a log.
 */
export function createErrorAnswer(log: Logger) {
  return function errorAnswer(error: Error, c: AppContext): Response {
    if (error instanceof ProblemError) return problemResponse(c, error)
    if (c.req.raw.signal.aborted) return new Response(null, { status: CLIENT_LEFT })
    const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
    log.error({ requestId: c.get('requestId'), error: error.name, frames })
    const detail = 'This server failed. Its log has more under the request id.'
    return problemResponse(c, new ProblemError('internal_error', detail))
  }
}
