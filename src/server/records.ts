import type { RecordsPage, User } from '../calls/call.ts'
import { checkRange } from '../calls/periods.ts'
import { parseRecordsQuery, type RecordsQuery } from '../calls/query.ts'
import type { Recorder } from './audit/recorder.ts'
import { type Release, scopeQuery } from './auth/scope.ts'
import { type AppContext, clientOf } from './http/context.ts'
import { ProblemError, rangeProblem } from './http/problems.ts'
import type { Mirror } from './mirror/mirror.ts'
import { pagingOf, type QueryVendor } from './vendor/client.ts'
import { readUrgency } from './vendor/queue.ts'
import { vendorFilterOf } from './vendor/request.ts'

/**
 * Reads the query of a user, within the user's groups, and the preset of its period.
 * @param zone IANA zone of the account, for relative periods
 * @param now ms since the epoch
 * @throws ProblemError `invalid_query`, `out_of_scope`
 */
export function readQuery(params: URLSearchParams, user: User, zone: string, now: number) {
  const read = parseRecordsQuery(params, zone, now)
  if ('wrong' in read) throw wrongKey(read.wrong)
  return { ...read, query: scopeQuery(read.query, user) }
}

/** Returns the problem of a key with a wrong value. */
export function wrongKey(key: string): ProblemError {
  return new ProblemError('invalid_query', `“${key}” has a wrong value.`)
}

/** The longest that a request waits for its view to be read, in seconds. */
const MAX_HOLD_SECONDS = 600

/** Parses `hold`, in seconds; 0 by default. @throws ProblemError `invalid_query` */
export function readHold(params: URLSearchParams): number {
  const text = params.get('hold') || '0'
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
  if (!(seconds <= MAX_HOLD_SECONDS)) throw wrongKey('hold')
  return seconds
}

interface RecordsOptions {
  queryVendor: QueryVendor
  /** `null` if it is off. */
  mirror: Mirror | null
  release: Release
  recorder: Recorder
  /** IANA zone of the account, for relative periods */
  zone: string
  /** ms since the epoch */
  now: () => number
}

/** Returns the mirror. @throws ProblemError `mirror_off` */
export function requireMirror(mirror: Mirror | null): Mirror {
  if (mirror) return mirror
  throw new ProblemError('mirror_off', 'This server keeps no calls, so it cannot answer this.')
}

/**
 * Creates the handler of `GET /api/records`. Queries that the vendor can answer go straight to it;
 * the mirror answers all others.
 */
export function createRecords({
  queryVendor,
  mirror,
  release,
  recorder,
  zone,
  now,
}: RecordsOptions) {
  async function fromVendor(c: AppContext, query: RecordsQuery): Promise<RecordsPage> {
    const { from, to, page, size } = query
    const asked = { ...vendorFilterOf(query).filter, from, to, page, size }
    const sender = { client: clientOf(c), urgency: readUrgency(c.req.header('Priority')) }
    const result = await queryVendor(asked, c.req.raw.signal, sender)
    c.set('vendorMs', result.vendorMs)
    if ('problem' in result) throw result.problem
    mirror?.refresh(result.records)
    return { records: result.records, ...pagingOf(result, asked), from, to, coverage: null }
  }

  return async function records(c: AppContext) {
    const user = c.get('user')
    const params = new URL(c.req.url).searchParams
    const { query } = readQuery(params, user, zone, now())
    recorder.searched(c, params)
    const problem = checkRange(query, now())
    const isVendors = vendorFilterOf(query).isExact
    if (
      problem &&
      (isVendors ? !mirror || problem !== 'range_too_long' : problem === 'range_reversed')
    )
      throw rangeProblem(problem)
    const answer =
      isVendors && problem === null
        ? await fromVendor(c, query)
        : await requireMirror(mirror).records(query, c.req.raw.signal)
    const released = { ...answer, records: release(answer.records, user) }
    return c.json(released, 200, { 'Cache-Control': 'no-store' })
  }
}
