import type { CallBook } from '../calls/call-book.ts'
import { matches } from '../calls/matches.ts'
import { sentinelRows } from '../sentinel/sentinel-rows.ts'
import { TROUBLES } from '../sentinel/troubles.ts'
import { SENTINELS } from '../sentinels.ts'
import { type QueryBody, queryBody } from './query-body.ts'
import { refuseRange } from './range-rule.ts'
import { type Credentials, refuseCaller } from './refuse-caller.ts'
import { html, refusal, success } from './reply.ts'
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
 * Answers `ccRecordQuery` as the vendor does: refusals are HTTP 200 with the status in the body.
 * Every answer has a `Date`. Fails as `fetch` would where a sentinel asks for that, and with the
 * signal's reason where the caller gives up first.
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
    const trouble = TROUBLES.get(body.params.sipGroupName ?? '')
    const spoiled = await trouble?.({ body, signal, firstTime })
    return spoiled ?? page(body, settings)
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
  // A sentinel that only spoils the answer stands for every group.
  const narrowing = SENTINEL_GROUPS.has(sipGroupName) ? rest : params
  const calls = settings.book
    .between(params.strTime, params.endTime, settings.now())
    .filter((call) => matches(call, narrowing))
  const records: WireRecord[] = calls
    .slice((current - 1) * size, current * size)
    .map((call) => toWireRecord(call, settings))
  return { records, total: calls.length }
}
