import type { Env } from '../env.ts'
import { dropReads } from './ledger.ts'
import type { Store } from './store.ts'

/** Calls that memory holds at most. A file has no such limit. */
export const MAX_CALLS_IN_MEMORY = 1_000_000

/**
 * Removes what exceeds the store: in memory the spans read longest ago, in a file what is older than
 * `KEEP_DAYS`. The newest read stays.
 * @param now seconds since the epoch
 */
export async function evict(store: Store, { callsDb, keepDays }: Env, now: number): Promise<void> {
  await store.use(async (database) => {
    if (callsDb !== 'memory') {
      const expired = await database.query<{ id: number }>(
        'select id from reads where "last" < $1',
        [now - keepDays * 86_400],
      )
      const ids = expired.map(({ id }) => id)
      if (ids.length > 0) await dropReads(database, ids)
      return
    }
    const [count] = await database.query<{ n: number }>('select count(*) as n from calls')
    let excess = (count?.n ?? 0) - MAX_CALLS_IN_MEMORY
    if (excess <= 0) return
    const oldest = await database.query<{ id: number; total: number }>(
      'select id, total from reads where id < (select max(id) from reads) order by read_at, id',
    )
    const dropped: number[] = []
    for (const { id, total } of oldest) {
      if (excess <= 0) break
      dropped.push(id)
      excess -= total
    }
    await dropReads(database, dropped)
  })
}
