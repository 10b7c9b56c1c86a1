import PQueue from 'p-queue'
import type { CallRecord } from '../../calls/call.ts'
import { conditionOf } from './condition.ts'
import type { Query } from './database.ts'
import type { Tile } from './ledger.ts'
import { orderOf } from './order.ts'
import { CALL_JSON, type CallRow, toCall } from './schema.ts'
import type { View } from './view.ts'

/** Calls of a batch. */
const BATCH_CALLS = 5_000

const sortedExports = new PQueue({ concurrency: 1 })

interface RowId {
  id: string
  readId: number
}

/** Counts the calls of a view. */
export async function countOf(statement: Query, { query, tiles }: View): Promise<number> {
  const { sql, values } = conditionOf(query, tiles)
  const [count] = await statement<{ n: number }>(
    `select count(*) as n from calls where ${sql}`,
    values,
  )
  return count?.n ?? 0
}

/** Reads calls by their ids, in that order. */
async function callsOf(query: Query, ids: readonly RowId[]): Promise<CallRecord[]> {
  if (ids.length === 0) return []
  const rows = await query<CallRow & RowId>(
    `select id, read_id as "readId", ${CALL_JSON} from calls
     where read_id = any($1) and id = any($2)`,
    [[...new Set(ids.map(({ readId }) => readId))], ids.map(({ id }) => id)],
  )
  const byId = new Map(rows.map((row) => [`${row.readId} ${row.id}`, row]))
  return ids.flatMap(({ id, readId }) => {
    const row = byId.get(`${readId} ${id}`)
    return row ? [toCall(row)] : []
  })
}

/** Reads one page of a view, in the order of its query. */
export async function pageOf(statement: Query, { query, tiles }: View): Promise<CallRecord[]> {
  const { sql, values } = conditionOf(query, tiles)
  const { page, size, sort } = query
  // Rows are wide, so only the ids are sorted.
  const ids = await statement<RowId>(
    `select id, read_id as "readId" from calls where ${sql} order by ${orderOf(sort)}
     limit ${size} offset ${(page - 1) * size}`,
    values,
  )
  return callsOf(statement, ids)
}

/**
 * Yields the calls in the default order tile by tile, so that memory holds one. Another order, and a
 * view of several groups, sorts the ids first; such exports run one at a time.
 */
export async function* batchesOf(
  statement: Query,
  { query, tiles }: View,
): AsyncGenerator<CallRecord[], void> {
  const areInOrder = tiles.every(({ group }) => group === undefined)
  if (query.sort === null && areInOrder) {
    const order = orderOf(null)
    const readTile = (tile: Tile | undefined) => {
      if (!tile) return null
      const { sql, values } = conditionOf(query, [tile])
      const text = `select ${CALL_JSON} from calls where ${sql} order by ${order}`
      const rows = statement<CallRow>(text, values)
      rows.catch(() => undefined) // thrown when its turn comes
      return rows
    }
    let next = readTile(tiles[0])
    for (const [index] of tiles.entries()) {
      const rows = await next
      next = readTile(tiles[index + 1]) // read while this one is written
      if (rows && rows.length > 0) yield rows.map(toCall)
    }
    return
  }
  const { sql, values } = conditionOf(query, tiles)
  const order = orderOf(query.sort)
  const ids = await sortedExports.add(() =>
    statement<RowId>(
      `select id, read_id as "readId" from calls where ${sql} order by ${order}`,
      values,
    ),
  )
  for (let start = 0; start < ids.length; start += BATCH_CALLS)
    yield await callsOf(statement, ids.slice(start, start + BATCH_CALLS))
}
