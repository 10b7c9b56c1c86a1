import { parseRecordsQuery, type RecordsQuery } from '../contract/query.ts'
import { checkRange, HISTORY_DAYS, type RangeProblem, WINDOW_DAYS } from '../contract/range.ts'
import type { RecordsPage } from '../contract/record.ts'
import type { VendorPage } from '../contract/vendor.ts'
import type { AppContext } from './app-context.ts'
import { clientOf } from './client-address.ts'
import { ProblemError } from './problem-error.ts'
import { readUrgency } from './urgency.ts'
import type { AskVendor } from './vendor-client.ts'

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

/**
 * How many calls match. The vendor's own sample has no count; what was seen so far is the least
 * there can be, and a full page has a next one: how else would anybody get there?
 */
function countOf({ records, sent, total }: VendorPage, { page, size }: RecordsQuery): number {
  if (total !== null) return total
  const before = (page - 1) * size
  return before + (sent < size ? records.length : sent + 1)
}

/**
 * Makes the handler of `GET /api/records`.
 * @param zone IANA zone of the account, whose calendar relative periods follow
 * @param now ms since the epoch
 */
export function createRecords(askVendor: AskVendor, zone: string, now: () => number) {
  return async function records(c: AppContext) {
    const query = readQuery(new URL(c.req.url).searchParams, zone, now())
    const sender = { client: clientOf(c), urgency: readUrgency(c.req.header('Priority')) }
    const result = await askVendor(query, c.req.raw.signal, sender)
    c.set('vendorMs', result.vendorMs)
    if ('problem' in result) throw result.problem
    const { page, size, from, to } = query
    const total = countOf(result, query)
    const pages = Math.ceil(total / size)
    const answer: RecordsPage = { records: result.records, total, page, size, pages, from, to }
    return c.json(answer, 200, { 'Cache-Control': 'no-store' })
  }
}
