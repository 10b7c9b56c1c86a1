import type { WireRecord } from './wire-record.ts'

/** `reason` of each status, in the vendor's words. */
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

/** A refusal as the vendor makes it: HTTP 200, the status in the body. */
export function refusal(status: string, detail?: string): Response {
  const reason = REASONS[status] ?? 'unknown error'
  return json({ status, reason: detail ? `${reason}: ${detail}` : reason })
}

/** A page of records. `pages` is documented but absent in the vendor's sample: here it comes and goes with the total. */
export function success(page: Page): Response {
  const pages = page.total % 2 === 0 && { pages: Math.ceil(page.total / page.size) }
  return json({ status: '0', reason: 'success', data: { ...page, ...pages } })
}

/** A page that is not JSON at all, as proxies and gateways send it. */
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
