import { createProblem, PROBLEMS, type ProblemCode } from '../calls/problems.ts'
import type { FetchFunction } from '../server/fetch.ts'

type Step = (url: string, init: RequestInit) => Response | Promise<Response>

interface ScriptedFetch extends FetchFunction {
  calls: { url: string; method: string; headers: Headers; body: string; signal: AbortSignal }[]
}

/** A network for tests. Each request takes the next step; the last step repeats. */
export function scriptedFetch(...steps: Step[]): ScriptedFetch {
  const calls: ScriptedFetch['calls'] = []
  async function fetch(url: string, init: RequestInit): Promise<Response> {
    const { method = 'GET', headers, body, signal } = init
    if (!signal) throw new TypeError('Every request of this server can be aborted')
    calls.push({ url, method, headers: new Headers(headers), body: String(body ?? ''), signal })
    const step = steps[Math.min(calls.length, steps.length) - 1]
    if (!step) throw new TypeError('No step for this request')
    return step(url, init)
  }
  return Object.assign(fetch, { calls })
}

/** Answers JSON with HTTP 200. */
export function json(body: unknown, headers: Record<string, string> = {}): Step {
  return () => Response.json(body, { headers })
}

/** Answers with a page of the vendor. */
export function vendorPage(...records: unknown[]): Step {
  return json({ status: '0', reason: 'success', data: { records, total: records.length } })
}

/** Refuses as the vendor does: HTTP 200, with the status in the body. */
export function refusal(
  status: string,
  reason: string,
  headers: Record<string, string> = {},
): Step {
  return json({ status, reason }, headers)
}

/** Answers with an HTTP status and a meaningless body. */
export function httpStatus(status: number, headers: Record<string, string> = {}): Step {
  return () => new Response(status === 304 ? null : 'no', { status, headers })
}

/** Returns the answer of our server to a request that failed with `code`. */
export function problemResponse(code: ProblemCode): Response {
  return Response.json(createProblem(code, 'req-1', 'why'), { status: PROBLEMS[code] })
}

/** Fails as `fetch` does without a connection. */
export function broken(): Response {
  const cause = Object.assign(new Error('connect 192.0.2.1:443'), { code: 'ECONNREFUSED' })
  throw new TypeError('fetch failed', { cause })
}

/** Never answers, and fails with the signal's reason. */
export function never(_: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}
