import type { RecordsPage } from '../calls/call.ts'
import { checkRange, HISTORY_DAYS, type RangeProblem, WINDOW_DAYS } from '../calls/periods.ts'
import { parseRecordsQuery, type RecordsQuery } from '../calls/query.ts'
import { type AppContext, clientOf } from './http/context.ts'
import { ProblemError } from './http/problems.ts'
import type { QueryVendor } from './vendor/client.ts'
import { readUrgency } from './vendor/queue.ts'
import type { VendorPage } from './vendor/read-answer.ts'

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
export function createRecords(queryVendor: QueryVendor, zone: string, now: () => number) {
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
