import { createProblem } from '../../calls/problems.ts'
import type { AppContext } from '../app-context.ts'
import type { ProblemError } from './problem-error.ts'

/** Answers with a failure as `application/problem+json` (RFC 9457), and notes its code for the log. */
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
