import { matches } from '../calls/call.ts'
import type { CallBook } from '../calls/call-book.ts'
import { sentinelRows } from '../sentinel-rows.ts'
import { SENTINELS } from '../sentinels.ts'
import {
  type Credentials,
  type QueryBody,
  queryBody,
  refuseCaller,
  refuseRange,
} from './check-query.ts'
import { html, never, pause, refusal, success } from './reply.ts'
import { toWireRecord, type WireRecord, type WireSettings } from './wire-record.ts'

const SHIFTED_CLOCK_MS = 7 * 60_000
const SHORT_BY = 3
const SENTINEL_GROUPS = new Set<string | undefined>(Object.values(SENTINELS))

export interface AnswerSettings extends WireSettings {
  book: CallBook
  credentials: Credentials
  /** Milliseconds since the epoch. */
  now: () => number
}

/**
 * Answers `ccRecordQuery` as the vendor does. Refusals are HTTP 200 with the status in the body, and
 * each answer has a `Date`. It throws as `fetch` does for the `!refused` sentinel, and throws the
 * signal's reason if the signal aborts.
 */
export function createQueryAnswerer(settings: AnswerSettings) {
  const { now, credentials } = settings
  const failedOnce = new Set<string>()

  return async function answerQuery(request: Request): Promise<Response> {
    if (request.method !== 'POST') return html(405, 'Method Not Allowed', { Allow: 'POST' })
    const raw = await request.text()
    const body = readBody(raw, request.headers.get('Content-Type') ?? '')
    const group = body?.params.sipGroupName
    const shift = group === SENTINELS.clock ? SHIFTED_CLOCK_MS : 0
    const refused = refuseCaller(request.headers, credentials, now() + shift)
    const response = refused
      ? refusal(refused)
      : await answer(body, request.signal, () => alternate(failedOnce, raw))
    response.headers.set('Date', new Date(now() + shift).toUTCString())
    return response
  }

  async function answer(
    body: QueryBody | null,
    signal: AbortSignal,
    firstTime: () => boolean,
  ): Promise<Response> {
    if (!body) return refusal('-22')
    const outside = refuseRange(body.params.strTime, body.params.endTime, now())
    if (outside) return refusal(outside)
    const fault = FAULTS.get(body.params.sipGroupName ?? '')
    const failed = await fault?.({ body, signal, firstTime })
    return failed ?? page(body, settings)
  }
}

function readBody(raw: string, contentType: string): QueryBody | null {
  if (!/^application\/json\b/i.test(contentType)) return null
  try {
    return queryBody.parse(JSON.parse(raw))
  } catch {
    return null
  }
}

function alternate(seen: Set<string>, key: string): boolean {
  if (seen.delete(key)) return false
  seen.add(key)
  return true
}

function page({ current, params, ...body }: QueryBody, settings: AnswerSettings): Response {
  const size = params.sipGroupName === SENTINELS.smallPages ? Math.min(body.size, 20) : body.size
  const from = (current - 1) * size
  const own = sentinelRows(params, settings.now(), settings)
  if (own)
    return success({ records: own.slice(from, from + size), total: own.length, size, current })
  const { records, total } = callRows({ current, size, params }, settings)
  if (params.sipGroupName === SENTINELS.totalZero)
    return success({ records, total: 0, size, current })
  const missing = params.sipGroupName === SENTINELS.short ? SHORT_BY : 0
  return success({ records, total: total + missing, size, current })
}

function callRows({ current, size, params }: QueryBody, settings: AnswerSettings) {
  const { sipGroupName, ...rest } = params
  // The sentinel of a fault matches every group.
  const narrowing = SENTINEL_GROUPS.has(sipGroupName) ? rest : params
  const calls = settings.book
    .between(params.strTime, params.endTime, settings.now())
    .filter((call) => matches(call, narrowing))
  const records: WireRecord[] = calls
    .slice((current - 1) * size, current * size)
    .map((call) => toWireRecord(call, settings))
  return { records, total: calls.length }
}

interface FaultyQuery {
  body: QueryBody
  signal: AbortSignal
  /** Alternates between true and false for the same body, beginning with true. */
  firstTime(): boolean
}

/** Returns the faulty answer, or null if the query is answered normally. */
type Fault = (query: FaultyQuery) => Response | null | Promise<Response | null>

/** The faults by sentinel. All other sentinels only choose rows. */
const FAULTS: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  [SENTINELS.auth, () => refusal('-1')],
  [SENTINELS.ip, () => refusal('-2')],
  [SENTINELS.error, () => refusal('-18')],
  [SENTINELS.errorOnce, (query) => (query.firstTime() ? refusal('-18') : null)],
  [SENTINELS.rejected, () => refusal('-22', 'sipGroupName')],
  [SENTINELS.range, () => refusal('-25')],
  [SENTINELS.unknownStatus, () => refusal('-99')],
  [SENTINELS.busy, () => html(429, 'Too Many Requests', { 'Retry-After': '7' })],
  [SENTINELS.unavailable, () => html(503, 'Service Unavailable')],
  [SENTINELS.crash, () => html(500, 'Internal Server Error')],
  [SENTINELS.crashOnce, (query) => (query.firstTime() ? html(500, 'Internal Server Error') : null)],
  [SENTINELS.html, () => html(200, 'Maintenance')],
  [SENTINELS.half, () => new Response('{"status":"0","reason":"success","data":{"records":[{"ca')],
  [SENTINELS.nothing, () => new Response('')],
  [SENTINELS.never, ({ signal }) => never(signal)],
  [SENTINELS.slow, ({ signal }) => pause(1500, signal).then(() => null)],
  [SENTINELS.failPage3, ({ body }) => (body.current >= 3 ? refusal('-18') : null)],
  [SENTINELS.refused, refuseConnection],
])

/** Throws what `fetch` throws if the connection is refused. */
function refuseConnection(): never {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  throw new TypeError('fetch failed', { cause })
}
