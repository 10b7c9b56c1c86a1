import type { FetchFunction } from '../server/fetch.ts'

type Step = (url: string, init: RequestInit) => Response | Promise<Response>

interface ScriptedFetch extends FetchFunction {
  calls: { url: string; method: string; headers: Headers; body: string; signal: AbortSignal }[]
}

/** A network for tests: each request takes the next step, and the last one again and again. */
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

/** A page of the vendor's with these records. */
export function vendorPage(...records: unknown[]): Step {
  return json({ status: '0', reason: 'success', data: { records, total: records.length } })
}

/** The vendor's refusal: HTTP 200, the status in the body. */
export function refusal(
  status: string,
  reason: string,
  headers: Record<string, string> = {},
): Step {
  return json({ status, reason }, headers)
}

/** Answers with an HTTP status and no body worth reading. */
export function httpStatus(status: number, headers: Record<string, string> = {}): Step {
  return () => new Response(status === 304 ? null : 'no', { status, headers })
}

/** Fails as `fetch` does where there is no connection. */
export function broken(): Response {
  const cause = Object.assign(new Error('connect 192.0.2.1:443'), { code: 'ECONNREFUSED' })
  throw new TypeError('fetch failed', { cause })
}

/** Never answers, and fails with the signal's reason as `fetch` does. */
export function never(_: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}
