import { createAddressRule } from './address-rule.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import type { Env } from './env.ts'
import type { FetchFunction } from './fetch-function.ts'
import { ForbiddenAddressError } from './forbidden-address-error.ts'
import { ProblemError } from './problem-error.ts'

const MAX_REDIRECTS = 3
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const NO_ANSWER = 504

interface SourceRequest {
  method: 'GET' | 'HEAD'
  headers: Record<string, string>
  signal: AbortSignal
}

export type OpenSource = (url: string, request: SourceRequest) => Promise<Response>

function forbidden(): ProblemError {
  return new ProblemError(
    'recording_forbidden_host',
    'The recording lies at an address this server may not fetch from.',
  )
}

function unreachable(detail: string, status?: number): ProblemError {
  return new ProblemError('recording_unreachable', detail, status === undefined ? {} : { status })
}

/** undici wraps what went wrong while connecting, once or more. */
function isForbiddenAddress(error: unknown): boolean {
  if (error instanceof ForbiddenAddressError) return true
  if (error instanceof AggregateError && error.errors.some(isForbiddenAddress)) return true
  return error instanceof Error && isForbiddenAddress(error.cause)
}

function asProblem(error: unknown, timeoutMs: number): ProblemError {
  if (error instanceof ProblemError) return error
  if (isForbiddenAddress(error)) return forbidden()
  return error instanceof DeadlineError
    ? unreachable(`Where the recording lies, nothing answered within ${timeoutMs} ms.`, NO_ANSWER)
    : unreachable('The connection to where the recording lies failed.')
}

function redirectTarget(response: Response, base: URL): URL {
  const location = response.headers.get('Location') ?? ''
  if (!URL.canParse(location, base)) throw unreachable('The recording’s source redirects nowhere.')
  return new URL(location, base)
}

/**
 * Makes the function that asks for a recording where it lies and follows at most three redirects.
 * Every address on the way passes the address rule; nothing but the given headers is sent. It
 * returns the answer, whatever its status, once its headers are there; `timeoutMs` ends there too.
 * @throws ProblemError for an address that is refused or does not answer; the signal's reason
 */
export function createRecordingSource(env: Env, fetch: FetchFunction): OpenSource {
  const isAllowed = createAddressRule(env.recordingHosts)

  async function follow(from: string, { method, headers }: SourceRequest, signal: AbortSignal) {
    let url = new URL(from)
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      if (!isAllowed(url)) throw forbidden()
      const response = await fetch(url.href, { method, headers, redirect: 'manual', signal })
      if (!REDIRECTS.has(response.status)) return response
      await response.body?.cancel()
      url = redirectTarget(response, url)
    }
    throw unreachable('The recording’s source redirects too often.')
  }

  return async function openSource(url, request) {
    try {
      return await withDeadline(env.timeoutMs, request.signal, (signal) =>
        follow(url, request, signal),
      )
    } catch (error) {
      request.signal.throwIfAborted()
      throw asProblem(error, env.timeoutMs)
    }
  }
}
