import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import type { RecordsPage, Session } from '../calls/call.ts'
import { checkRange, HISTORY_DAYS, type RangeProblem, WINDOW_DAYS } from '../calls/periods.ts'
import { MAX_PAGE_SIZE, parseRecordsQuery, type RecordsQuery } from '../calls/query.ts'
import { inZone } from '../calls/time.ts'
import type { Env } from './env.ts'
import type { FetchFunction } from './fetch.ts'
import { type AppContext, type AppEnv, clientOf } from './http/context.ts'
import { createHostCheck, refuseCrossSite, securityHeaders } from './http/host-check.ts'
import { createRequestLog } from './http/log.ts'
import { createErrorAnswer, ProblemError, problemResponse } from './http/problems.ts'
import { createRecordings } from './recordings/route.ts'
import { createRecordingPath, createSealedUrls, randomSecret } from './recordings/sealed-url.ts'
import { createVendorClient, type QueryVendor } from './vendor/client.ts'
import { readUrgency } from './vendor/queue.ts'
import type { VendorPage } from './vendor/read-answer.ts'

const MAX_BODY_BYTES = 64 * 1024

interface AppOptions {
  env: Env
  /** Sends all requests to the vendor and to the sources of recordings. */
  fetch: FetchFunction
  /** ms since the epoch */
  now: () => number
  log: Logger
  /** Serves the built page. */
  page?: MiddlewareHandler
}

function methodNotAllowed(c: AppContext): Response {
  const problem = new ProblemError('method_not_allowed', 'Only GET and HEAD are allowed here.')
  return problemResponse(c, problem, { Allow: 'GET, HEAD' })
}

function bodyTooLarge(c: AppContext): Response {
  return problemResponse(c, new ProblemError('body_too_large', 'At most 64 KB are taken.'))
}

/** Creates the server, which does not listen yet. It depends on its arguments only. */
export function createApp({ env, fetch, now, log, page }: AppOptions): Hono<AppEnv> {
  const sealedUrls = createSealedUrls(env.sessionSecret ?? randomSecret())
  const recordingPath = createRecordingPath(sealedUrls)
  const queryVendor = createVendorClient({ env, fetch, now, recordingPath })
  const account: Omit<Session, 'now'> = {
    demo: env.demo,
    timeZone: env.timeZone,
    limits: { windowDays: WINDOW_DAYS, historyDays: HISTORY_DAYS, pageSize: MAX_PAGE_SIZE },
    recordingChannels: env.recordingChannels,
  }

  const app = new Hono<AppEnv>()
  app.use(createRequestLog(log, now))
  app.use(securityHeaders())
  app.use(createHostCheck(env))
  app.use('/api/*', refuseCrossSite)
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: bodyTooLarge }))
  app.get('/api/records', createRecords(queryVendor, env.timeZone, now))
  app.get('/api/recordings/:handle', createRecordings({ env, fetch, sealedUrls, now }))
  app.get('/api/session', (c) => {
    const session: Session = { ...account, now: inZone(now(), env.timeZone) }
    return c.json(session, 200, { 'Cache-Control': 'no-store' })
  })
  app.get('/healthz', (c) => c.text('ok', 200, { 'Cache-Control': 'no-store' }))
  for (const path of ['/api/records', '/api/recordings/:handle', '/api/session', '/healthz'])
    app.all(path, methodNotAllowed)
  if (page) app.use(page)
  app.notFound((c) => problemResponse(c, new ProblemError('not_found', 'There is nothing here.')))
  app.onError(createErrorAnswer(log))
  return app
}

const RANGE_DETAILS: Record<RangeProblem, string> = {
  range_reversed: '“from” is later than “to”.',
  range_too_long: `From “from” to “to” may be ${WINDOW_DAYS} days at most.`,
  range_too_old: `“from” may be ${HISTORY_DAYS} days ago at most.`,
}

function readQuery(params: URLSearchParams, zone: string, now: number): RecordsQuery {
  const read = parseRecordsQuery(params, zone, now)
  if ('wrong' in read) throw new ProblemError('invalid_query', `“${read.wrong}” has a wrong value.`)
  const problem = checkRange(read.query, now)
  if (problem) throw new ProblemError(problem, RANGE_DETAILS[problem])
  return read.query
}

/** Returns the page size. The vendor may send fewer calls and number its pages by that. */
function sizeOf({ sent, size }: VendorPage, requested: number): number {
  return size !== null && size >= Math.max(sent, 1) && size < requested ? size : requested
}

/**
 * Returns how many calls match; `null` if the vendor's total is below the calls so far. Without a
 * total, a page that is not full is the last one.
 */
function countOf({ records, sent, total }: VendorPage, page: number, size: number): number | null {
  const before = (page - 1) * size
  if (total === null) return sent < size ? before + records.length : null
  return records.length > 0 && total < before + records.length ? null : total
}

/**
 * Creates the handler of `GET /api/records`.
 * @param zone IANA zone of the account, for relative periods
 * @param now ms since the epoch
 */
function createRecords(queryVendor: QueryVendor, zone: string, now: () => number) {
  return async function records(c: AppContext) {
    const query = readQuery(new URL(c.req.url).searchParams, zone, now())
    const sender = { client: clientOf(c), urgency: readUrgency(c.req.header('Priority')) }
    const result = await queryVendor(query, c.req.raw.signal, sender)
    c.set('vendorMs', result.vendorMs)
    if ('problem' in result) throw result.problem
    const { page, from, to } = query
    const size = sizeOf(result, query.size)
    const total = countOf(result, page, size)
    const pages = total === null ? null : Math.ceil(total / size)
    const answer: RecordsPage = { records: result.records, total, page, size, pages, from, to }
    return c.json(answer, 200, { 'Cache-Control': 'no-store' })
  }
}
