import { createAddressRule } from './address-rule.ts'
import type { Env } from './env.ts'
import type { FetchFunction } from './fetch-function.ts'
import { forbiddenHost, throwConnectionFailure, unreachable } from './recording-failure.ts'

const MAX_REDIRECTS = 3
const REDIRECTS = new Set([301, 302, 303, 307, 308])

interface SourceRequest {
  method: 'GET' | 'HEAD'
  headers: Record<string, string>
  signal: AbortSignal
}

type OpenSource = (url: string, request: SourceRequest) => Promise<Response>

function redirectTarget(response: Response, base: URL): URL {
  const location = response.headers.get('Location') ?? ''
  if (!URL.canParse(location, base.href))
    throw unreachable('The recording’s source redirects nowhere.')
  return new URL(location, base)
}

/**
 * Makes the function that asks for a recording where it lies and follows at most three redirects.
 * Every address on the way passes the address rule; nothing but the given headers is sent. It
 * returns the answer, whatever its status, once its headers are there.
 * @throws ProblemError for an address that is refused or out of reach
 */
export function createRecordingSource(env: Env, fetch: FetchFunction): OpenSource {
  const isAllowed = createAddressRule(env.recordingHosts)

  return async function openSource(from, request) {
    let url = new URL(from)
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      if (!isAllowed(url)) throw forbiddenHost()
      const response = await fetch(url.href, { ...request, redirect: 'manual' }).catch(
        throwConnectionFailure,
      )
      if (!REDIRECTS.has(response.status)) return response
      await response.body?.cancel()
      url = redirectTarget(response, url)
    }
    throw unreachable('The recording’s source redirects too often.')
  }
}
