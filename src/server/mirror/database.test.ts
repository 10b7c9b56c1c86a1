import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type Database, openDuckDb, type Table, type Value } from './database.ts'

const TABLE: Table = {
  name: 'things',
  columns: { id: 'text', start: 'double precision', size: 'double precision', labels: 'text[]' },
}
const SCHEMA = [
  'create table if not exists things (id text, start double precision, size double precision, labels text[])',
]
const ROWS: Value[][] = [
  ['a', 1_764_000_000, 1, ['x', 'y']],
  ['b', null, null, []],
  ['c', 9_007_199_254_740_991, -5, ['Ünïcode 🎧']],
]

const opened: Database[] = []
async function open(path = ':memory:'): Promise<Database> {
  const database = await openDuckDb(path, SCHEMA)
  opened.push(database)
  return database
}

afterEach(() => {
  for (const database of opened.splice(0)) database.close()
})

const insertAll = (database: Database, rows: readonly Value[][]) =>
  database.write(({ insert }) => insert(TABLE, rows))

describe('the database of the mirror', () => {
  it('returns the rows that were inserted, with integers as numbers', async () => {
    const database = await open()
    await insertAll(database, ROWS)
    const rows = await database.query('select * from things order by id')
    expect(rows).toEqual(ROWS.map(([id, start, size, labels]) => ({ id, start, size, labels })))
  })

  it('takes texts, numbers and lists as values of a statement', async () => {
    const database = await open()
    await insertAll(database, ROWS)
    const idsOf = async (condition: string, ...values: Value[]) =>
      (await database.query(`select id from things where ${condition} order by id`, values)).map(
        ({ id }) => id,
      )
    expect(await idsOf('id = $1', "b' or true --")).toEqual([])
    expect(await idsOf('id = any($1)', ['a', 'c'])).toEqual(['a', 'c'])
    expect(await idsOf('size = any($1)', [1, -5])).toEqual(['a', 'c'])
    expect(await idsOf('labels && $1', ['y', 'z'])).toEqual(['a'])
    expect(await idsOf('start >= $1', 1_764_000_000)).toEqual(['a', 'c'])
  })

  it('stores nothing of a transaction that throws', async () => {
    const database = await open()
    const failing = database.write(async ({ insert }) => {
      await insert(TABLE, ROWS)
      throw new Error('stopped')
    })
    await expect(failing).rejects.toThrow('stopped')
    expect(await database.query('select count(*) as n from things')).toEqual([{ n: 0 }])
    await insertAll(database, ROWS)
    expect(await database.query('select count(*) as n from things')).toEqual([{ n: 3 }])
  })

  it('runs transactions one after another', async () => {
    const database = await open()
    const counts = await Promise.all(
      [1, 2, 3, 4].map(() =>
        database.write(async ({ query, insert }) => {
          await insert(TABLE, ROWS)
          const [row] = await query<{ n: number }>('select count(*) as n from things')
          return row?.n
        }),
      ),
    )
    expect(counts).toEqual([3, 6, 9, 12])
  })

  it('answers a query while a transaction is open, without its rows', async () => {
    const database = await open()
    await database.write(async ({ insert }) => {
      await insert(TABLE, ROWS)
      expect(await database.query('select count(*) as n from things')).toEqual([{ n: 0 }])
    })
  })

  it('keeps a snapshot as the rows were when it began, on each of its connections', async () => {
    const database = await open()
    const snapshot = await database.snapshot()
    await insertAll(database, ROWS)
    const count = 'select count(*) as n from things'
    const counts = await Promise.all([snapshot.query(count), snapshot.query(count)])
    expect(counts).toEqual([[{ n: 0 }], [{ n: 0 }]])
    await snapshot.close()
    expect(await database.query(count)).toEqual([{ n: 3 }])
  })

  it('shares results among snapshots of the same rows only, whatever is written meanwhile', async () => {
    const step = fc.constantFrom('write', 'fail', 'open', 'open', 'ask', 'ask', 'close')
    const steps = fc.array(fc.tuple(step, fc.nat(5)), { minLength: 5, maxLength: 30 })
    const database = await open()
    await fc.assert(
      fc.asyncProperty(steps, async (each) => {
        const snapshots = [await database.snapshot()]
        const work: Promise<unknown>[] = []
        const size = 'select coalesce(sum(size), 0) as n from things where size > $1'
        for (const [what, index] of each) {
          const snapshot = snapshots[index % snapshots.length]
          const row = [`${index}`, null, index + 1, []]
          if (what === 'write') work.push(insertAll(database, [row]))
          else if (what === 'fail')
            work.push(
              database
                .write(async ({ insert }) => {
                  await insert(TABLE, [row])
                  throw new Error('stopped')
                })
                .catch(() => undefined),
            )
          else if (what === 'open') snapshots.push(await database.snapshot())
          else if (what === 'close') await snapshots.splice(1).at(-1)?.close()
          else if (snapshot)
            work.push(
              Promise.all([snapshot.sharedQuery(size, [1]), snapshot.query(size, [1])]).then(
                ([shared, own]) => expect(shared).toEqual(own),
              ),
            )
        }
        await Promise.all(work)
        await Promise.all(snapshots.map((snapshot) => snapshot.close()))
        const last = await database.snapshot()
        expect(await last.sharedQuery(size, [1])).toEqual(await database.query(size, [1]))
        await last.close()
      }),
      { numRuns: 40 },
    )
  })

  it('throws the error of an invalid statement, and answers the next', async () => {
    const database = await open()
    await expect(database.query('select nothing from nowhere')).rejects.toThrow('nowhere')
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
  })

  it('does not reach other files or change its limits', async () => {
    const database = await open()
    const path = join(tmpdir(), `callboard-${process.pid}.csv`)
    await expect(database.query(`copy things to '${path}'`)).rejects.toThrow('disabled')
    await expect(database.query("set memory_limit = '8GB'")).rejects.toThrow('locked')
    expect(existsSync(path)).toBe(false)
  })

  it('keeps the rows in a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'callboard-mirror-'))
    try {
      const path = join(folder, 'calls.db')
      await insertAll(await open(path), ROWS)
      for (const database of opened.splice(0)) database.close()
      const again = await open(path)
      expect(await again.query('select count(*) as n from things')).toEqual([{ n: 3 }])
      again.close()
      opened.length = 0
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
