import { never, pause } from '../account/pending.ts'
import type { QueryBody } from '../account/query-body.ts'
import { html, refusal } from '../account/reply.ts'
import { SENTINELS } from '../sentinels.ts'

export interface Asked {
  body: QueryBody
  signal: AbortSignal
  /** True every other time the same body is sent, beginning with the first. */
  firstTime(): boolean
}

/** What goes wrong, or null where the query is answered after all. */
type Trouble = (asked: Asked) => Response | null | Promise<Response | null>

/** The sentinels that spoil an answer; the others only choose its rows. */
export const TROUBLES: ReadonlyMap<string, Trouble> = new Map<string, Trouble>([
  [SENTINELS.auth, () => refusal('-1')],
  [SENTINELS.ip, () => refusal('-2')],
  [SENTINELS.error, () => refusal('-18')],
  [SENTINELS.errorOnce, (asked) => (asked.firstTime() ? refusal('-18') : null)],
  [SENTINELS.rejected, () => refusal('-22', 'sipGroupName')],
  [SENTINELS.range, () => refusal('-25')],
  [SENTINELS.unknownStatus, () => refusal('-99')],
  [SENTINELS.busy, () => html(429, 'Too Many Requests', { 'Retry-After': '7' })],
  [SENTINELS.unavailable, () => html(503, 'Service Unavailable')],
  [SENTINELS.crash, () => html(500, 'Internal Server Error')],
  [SENTINELS.crashOnce, (asked) => (asked.firstTime() ? html(500, 'Internal Server Error') : null)],
  [SENTINELS.html, () => html(200, 'Maintenance')],
  [SENTINELS.half, () => new Response('{"status":"0","reason":"success","data":{"records":[{"ca')],
  [SENTINELS.nothing, () => new Response('')],
  [SENTINELS.never, ({ signal }) => never(signal)],
  [SENTINELS.slow, ({ signal }) => pause(1500, signal).then(() => null)],
  [SENTINELS.failPage3, ({ body }) => (body.current >= 3 ? refusal('-18') : null)],
  [SENTINELS.refused, refuseConnection],
])

/** What `fetch` throws where nobody listens. */
function refuseConnection(): never {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  throw new TypeError('fetch failed', { cause })
}
