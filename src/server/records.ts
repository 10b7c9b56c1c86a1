import type { RecordsPage } from '../calls/call.ts'
import { checkRange, HISTORY_DAYS, type RangeProblem, WINDOW_DAYS } from '../calls/periods.ts'
import { parseRecordsQuery, type RecordsQuery } from '../calls/query.ts'
import { type AppContext, clientOf } from './http/context.ts'
import { ProblemError } from './http/problems.ts'
import type { SealCall } from './recordings/sealed-url.ts'
import { pagingOf, type QueryVendor } from './vendor/client.ts'
import { readUrgency } from './vendor/queue.ts'
import { vendorFilterOf } from './vendor/request.ts'

const RANGE_DETAILS: Record<RangeProblem, string> = {
  range_reversed: '“from” is later than “to”.',
  range_too_long: `From “from” to “to” may be ${WINDOW_DAYS} days at most.`,
  range_too_old: `“from” may be ${HISTORY_DAYS} days ago at most.`,
}

/**
 * Reads the query of a request.
 * @param zone IANA zone of the account, for relative periods
 * @param now ms since the epoch
 * @throws ProblemError `invalid_query`
 */
export function readQuery(params: URLSearchParams, zone: string, now: number): RecordsQuery {
  const read = parseRecordsQuery(params, zone, now)
  if ('wrong' in read) throw new ProblemError('invalid_query', `“${read.wrong}” has a wrong value.`)
  return read.query
}

interface RecordsOptions {
  queryVendor: QueryVendor
  sealCall: SealCall
  /** IANA zone of the account, for relative periods */
  zone: string
  /** ms since the epoch */
  now: () => number
}

/** Creates the handler of `GET /api/records`. */
export function createRecords({ queryVendor, sealCall, zone, now }: RecordsOptions) {
  return async function records(c: AppContext) {
    const query = readQuery(new URL(c.req.url).searchParams, zone, now())
    const { filter } = vendorFilterOf(query)
    const { from, to, page, size } = query
    const problem = checkRange(query, now())
    if (problem) throw new ProblemError(problem, RANGE_DETAILS[problem])
    const sender = { client: clientOf(c), urgency: readUrgency(c.req.header('Priority')) }
    const asked = { ...filter, from, to, page, size }
    const result = await queryVendor(asked, c.req.raw.signal, sender)
    c.set('vendorMs', result.vendorMs)
    if ('problem' in result) throw result.problem
    const answer: RecordsPage = {
      records: result.records.map(sealCall),
      ...pagingOf(result, asked),
      from,
      to,
      coverage: null,
    }
    return c.json(answer, 200, { 'Cache-Control': 'no-store' })
  }
}
