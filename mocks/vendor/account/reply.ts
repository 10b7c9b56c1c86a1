import type { WireRecord } from './wire-record.ts'

/** The vendor's `reason` of each status. */
const REASONS: Readonly<Record<string, string>> = {
  '-1': 'account authentication failed',
  '-2': 'ip access restricted',
  '-16': 'time limit exceeded',
  '-18': 'system error',
  '-22': 'parameter error',
  '-25': 'out of time range',
}

export interface Page {
  records: readonly WireRecord[]
  total: number
  size: number
  current: number
}

/** Returns a refusal as the vendor sends it: HTTP 200, with the status in the body. */
export function refusal(status: string, detail?: string): Response {
  const reason = REASONS[status] ?? 'unknown error'
  return json({ status, reason: detail ? `${reason}: ${detail}` : reason })
}

/** Returns a page of records. `pages` is documented but absent in the vendor's sample, so it is optional here. */
export function success(page: Page): Response {
  const pages = page.total % 2 === 0 && { pages: Math.ceil(page.total / page.size) }
  return json({ status: '0', reason: 'success', data: { ...page, ...pages } })
}

/** Returns an HTML page, as proxies and gateways send it. */
export function html(
  status: number,
  title: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(`<!doctype html><title>${title}</title><h1>${title}</h1>`, {
    status,
    headers: { 'Content-Type': 'text/html;charset=UTF-8', ...headers },
  })
}

function json(body: unknown): Response {
  return new Response(JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json;charset=UTF-8' },
  })
}

/** Never resolves. Rejects with the signal's reason when the signal aborts. */
export function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Waits `ms`. Rejects with the signal's reason when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave)
      resolve()
    }, ms)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}
