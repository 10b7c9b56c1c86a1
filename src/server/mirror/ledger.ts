import type { CallRecord } from '../../calls/call.ts'
import type { VendorFilter } from '../vendor/request.ts'
import type { Database } from './database.ts'
import { CALLS, READS, toRow } from './schema.ts'

/** Seconds since the epoch, both ends included. */
export interface Span {
  first: number
  last: number
}

/** A vendor question that was read whole: as many distinct calls as the vendor stated. */
export interface Read extends Span {
  id: number
  /** `questionOf` its filter. */
  question: string
  total: number
  /** Seconds since the epoch at which the last page was read. */
  readAt: number
}

/** Returns the same text for the same filter, in any order of keys and values. */
export function questionOf(filter: VendorFilter): string {
  const entries = Object.entries(filter)
    .map(([key, value]) => [key, Array.isArray(value) ? [...value].sort() : value] as const)
    .filter(([, value]) => value !== null && value.length > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify(Object.fromEntries(entries))
}

type Filters = Record<string, string | (string | number)[]>

/**
 * Whether the calls of the question `narrow` can be found among those of `wide`. Which calls have a
 * number is never derived, because the vendor may mask numbers.
 */
export function isWider(wide: string, narrow: string): boolean {
  const [wideFilters, narrowFilters] = [wide, narrow].map((text) => JSON.parse(text) as Filters)
  if (wideFilters?.number !== narrowFilters?.number) return false
  return Object.entries(wideFilters ?? {}).every(([key, values]) => {
    const chosen = narrowFilters?.[key]
    if (chosen === undefined) return false
    return Array.isArray(values) && Array.isArray(chosen)
      ? chosen.every((value) => values.includes(value))
      : chosen === values
  })
}

/** Returns the parts of `whole` that no read covers, latest first. */
export function gapsIn(whole: Span, reads: readonly Span[]): Span[] {
  const gaps: Span[] = []
  let { last } = whole
  for (const read of [...reads].sort((one, other) => other.last - one.last)) {
    if (read.last < last) gaps.push({ first: Math.max(read.last + 1, whole.first), last })
    last = Math.min(last, read.first - 1)
  }
  if (last >= whole.first) gaps.push({ first: whole.first, last })
  return gaps.filter(({ first, last }) => first <= last)
}

/** Reads all reads that overlap `span` and answer `question`, or a wider one. */
export async function findReads(
  { query }: Pick<Database, 'query'>,
  question: string,
  { first, last }: Span,
): Promise<Read[]> {
  const reads = await query<Read>(
    `select id, question, "first", "last", total, read_at as "readAt" from reads
     where "first" <= $1 and "last" >= $2`,
    [last, first],
  )
  return reads.filter((read) => isWider(read.question, question))
}

/**
 * Stores a read with its calls, in one transaction. Older reads of the same question that overlap it
 * go, together with their calls.
 * @param zone IANA zone of the account
 */
export async function storeRead(
  database: Database,
  read: Omit<Read, 'id'>,
  calls: readonly CallRecord[],
  zone: string,
): Promise<Read> {
  return database.write(async ({ query, insert }) => {
    const { question, first, last, total, readAt } = read
    const overlapping = 'question = $1 and "first" <= $2 and "last" >= $3'
    const values = [question, last, first]
    await query(
      `delete from calls where read_id in (select id from reads where ${overlapping})`,
      values,
    )
    await query(`delete from reads where ${overlapping}`, values)
    const [newest] = await query<{ id: number }>('select coalesce(max(id), 0) + 1 as id from reads')
    const id = newest?.id ?? 1
    await insert(READS, [[id, question, first, last, total, readAt]])
    await insert(
      CALLS,
      calls.map((call) => toRow(id, call, zone)),
    )
    return { ...read, id }
  })
}
