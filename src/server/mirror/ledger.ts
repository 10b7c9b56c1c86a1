import { isDeepStrictEqual } from 'node:util'
import type { CallRecord } from '../../calls/call.ts'
import type { VendorFilter } from '../vendor/request.ts'
import type { Database, Query, Transaction } from './database.ts'
import { CALL_JSON, CALLS, type CallRow, READS, toCall, toRow } from './schema.ts'

/** Seconds since the epoch, both ends included. */
export interface Span {
  first: number
  last: number
}

/** A vendor question that was read. */
export interface Read extends Span {
  id: number
  /** `questionOf` its filter. */
  question: string
  total: number
  /**
   * Seconds since the epoch at which its calls were requested. 0 if they were not as many distinct
   * ones as the vendor stated; such a read proves nothing.
   */
  readAt: number
  /** Seconds since the epoch at which total and ids were last compared; 0 if they are in doubt. */
  checkedAt: number
}

/** The part of a read that answers a part of a period. */
export interface Tile extends Span {
  read: Read
  /** The group whose calls it answers, in a view that is joined from several. */
  group?: string
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

/** Returns the parts of `whole` that no span covers, latest first. */
export function gapsIn(whole: Span, spans: readonly Span[]): Span[] {
  const gaps: Span[] = []
  let { last } = whole
  for (const span of [...spans].sort((one, other) => other.last - one.last)) {
    if (span.last < last) gaps.push({ first: Math.max(span.last + 1, whole.first), last })
    last = Math.min(last, span.first - 1)
  }
  if (last >= whole.first) gaps.push({ first: whole.first, last })
  return gaps.filter(({ first, last }) => first <= last)
}

/**
 * Returns tiles that cover as much of `span` as `reads` can, without overlap, latest first. Reads of
 * the question itself come before wider ones, because wider ones need a comparison with the vendor.
 */
export function tilesOf(question: string, span: Span, reads: readonly Read[]): Tile[] {
  const tiles: Tile[] = []
  const isOwn = (read: Read) => Number(read.question === question)
  const ordered = [...reads].sort(
    (one, other) => isOwn(other) - isOwn(one) || other.readAt - one.readAt,
  )
  for (const read of ordered)
    for (const gap of gapsIn(span, tiles)) {
      const [first, last] = [Math.max(gap.first, read.first), Math.min(gap.last, read.last)]
      if (first <= last) tiles.push({ first, last, read })
    }
  return tiles.sort((one, other) => other.last - one.last)
}

const READ_COLUMNS =
  'id, question, "first", "last", total, read_at as "readAt", checked_at as "checkedAt"'

/** Reads all reads that overlap `span` and answer `question`, or a wider one. */
export async function findReads(
  query: Query,
  question: string,
  { first, last }: Span,
): Promise<Read[]> {
  const reads = await query<Read>(
    `select ${READ_COLUMNS} from reads where "first" <= $1 and "last" >= $2`,
    [last, first],
  )
  return reads.filter((read) => isWider(read.question, question))
}

async function nextId({ query }: Transaction): Promise<number> {
  const [next] = await query<{ id: number }>("select nextval('read_ids') as id")
  if (!next) throw new Error('the sequence of reads has no value')
  return next.id
}

/** Removes the part of an older read that `span` replaces, with its calls. */
async function cutRead(transaction: Transaction, read: Read, { first, last }: Span): Promise<void> {
  const { query, insert } = transaction
  const { id, question, readAt, checkedAt } = read
  const parts = [
    { first: read.first, last: Math.min(read.last, first - 1) },
    { first: Math.max(read.first, last + 1), last: read.last },
  ].filter((part) => part.first <= part.last)
  for (const part of parts) {
    const partId = await nextId(transaction)
    const values = [id, part.first, part.last]
    const inPart = 'read_id = $1 and start between $2 and $3'
    const [count] = await query<{ n: number }>(
      `select count(*) as n from calls where ${inPart}`,
      values,
    )
    await query(`update calls set read_id = $4 where ${inPart}`, [...values, partId])
    await insert(READS, [
      [partId, question, part.first, part.last, count?.n ?? 0, readAt, checkedAt],
    ])
  }
  await query('delete from calls where read_id = $1', [id])
  await query('delete from reads where id = $1', [id])
}

/**
 * Stores a read with its calls, in one transaction. It replaces what older reads of the same question
 * hold of its span. A call that moved here from another span leaves it, and the read of that span
 * is then in doubt.
 */
export async function storeRead(
  database: Database,
  read: Omit<Read, 'id'>,
  calls: readonly CallRecord[],
): Promise<Read> {
  return database.write(async (transaction) => {
    const { query, insert } = transaction
    const { question, first, last, total, readAt, checkedAt } = read
    const overlapping = await query<Read>(
      `select ${READ_COLUMNS} from reads where question = $1 and "first" <= $2 and "last" >= $3`,
      [question, last, first],
    )
    for (const older of overlapping) await cutRead(transaction, older, read)
    const ids = calls.map((call) => call.id)
    const movedFrom = await query<{ id: number }>(
      `select distinct read_id as id from calls where id = any($1)
       and read_id in (select id from reads where question = $2)`,
      [ids, question],
    )
    if (movedFrom.length > 0) {
      const values = [movedFrom.map((older) => older.id)]
      await query(`update reads set checked_at = 0 where id = any($1)`, values)
      await query('delete from calls where read_id = any($1) and id = any($2)', [...values, ids])
    }
    const id = await nextId(transaction)
    await insert(READS, [[id, question, first, last, total, readAt, checkedAt]])
    await insert(
      CALLS,
      calls.map((call) => toRow(id, call)),
    )
    return { ...read, id }
  })
}

/**
 * Replaces stored calls that have changed since, such as by a label. A call that has moved to another
 * start stays, because only a comparison can tell to which read it belongs now.
 */
export async function refreshCalls(database: Database, calls: readonly CallRecord[]) {
  const byId = new Map(calls.map((call) => [call.id, call]))
  async function findChanged(query: Query) {
    const rows = await query<CallRow & { readId: number }>(
      `select read_id as "readId", ${CALL_JSON} from calls where id = any($1)`,
      [[...byId.keys()]],
    )
    const found = rows.map((row) => ({ readId: row.readId, before: toCall(row) }))
    return found.flatMap(({ readId, before }) => {
      const call = byId.get(before.id)
      const isSame = isDeepStrictEqual(before, call)
      return !call || isSame || before.startedAt !== call.startedAt ? [] : [{ readId, call }]
    })
  }
  if ((await findChanged(database.query)).length === 0) return
  await database.write(async ({ query, insert }) => {
    const changed = await findChanged(query)
    for (const { readId, call } of changed)
      await query('delete from calls where id = $1 and read_id = $2', [call.id, readId])
    await insert(
      CALLS,
      changed.map(({ readId, call }) => toRow(readId, call)),
    )
  })
}

/**
 * Adds newer calls to a read, which then covers the time up to `last`.
 * @param at seconds since the epoch at which all its calls were compared with the vendor's
 */
export async function extendRead(
  database: Database,
  read: Read,
  { last, calls, at }: { last: number; calls: readonly CallRecord[]; at: number },
): Promise<void> {
  await database.write(async ({ query, insert }) => {
    const present = await query('select id from reads where id = $1', [read.id])
    if (present.length === 0) return // replaced meanwhile
    await query('update reads set "last" = $1, total = total + $2, checked_at = $3 where id = $4', [
      last,
      calls.length,
      at,
      read.id,
    ])
    await insert(
      CALLS,
      calls.map((call) => toRow(read.id, call)),
    )
  })
}

/**
 * Notes that total and ids of reads agreed with the vendor's at `at` (s since the epoch). That also
 * proves reads that did not add up when they were made.
 */
export async function noteCheck(database: Database, ids: readonly number[], at: number) {
  await database.write(({ query }) =>
    query(
      `update reads set checked_at = $1, read_at = case when read_at = 0 then $1 else read_at end
       where id = any($2)`,
      [at, ids],
    ),
  )
}

/** Removes the reads of `ids` with their calls. */
export async function dropReads(database: Database, ids: readonly number[]): Promise<void> {
  await database.write(async ({ query }) => {
    await query('delete from calls where read_id = any($1)', [ids])
    await query('delete from reads where id = any($1)', [ids])
  })
}
