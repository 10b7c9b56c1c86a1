import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { openDuckDb } from './database.ts'
import { READS, SCHEMA, SCHEMA_VERSION } from './schema.ts'
import { createStore, hasEngine, type Store } from './store.ts'

const WRITER = fileURLToPath(new URL('../../testing/write-calls.ts', import.meta.url))
const FILLER = fileURLToPath(new URL('../../testing/fill-disk.ts', import.meta.url))
/** Limits each file to 512 kB, which fails like a full disk. */
const FULL_DISK = 'ulimit -f 1000; exec "$@"'
/** `.ci/run` sets more, because each starts a process. */
const KILLS = Number(process.env.KILLS ?? 4)

let folder: string
let path: string
let stores: Store[]
let lines: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-calls-'))
  path = join(folder, 'calls.db')
  stores = []
  lines = []
})
afterEach(() => {
  for (const store of stores) store.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(place: string, now = () => 0): Store {
  const store = createStore(place, { onFailure: (line) => lines.push(line), now })
  stores.push(store)
  return store
}

const one = (store: Store) => store.read((query) => query('select 1 as one'))

test('a database that failed for good opens anew, and in memory it is empty', async () => {
  const store = open('memory')
  const insert = 'insert into schema_version values (1)'
  await store.use((database) => database.write(({ query }) => query(insert)))
  const count = () => store.read((query) => query('select count(*) as n from schema_version'))
  expect(await count()).toEqual([{ n: 2 }])
  const fatal = store.use(() => Promise.reject(new Error('FATAL Error: the database is invalid')))
  await expect(fatal).rejects.toMatchObject({ code: 'mirror_off' })
  expect(await count()).toEqual([{ n: 1 }])
  expect([store.openings(), lines.length]).toEqual([2, 1])
})

test('the engine of this platform is installed', () => {
  expect(hasEngine()).toBe(true)
})

describe('a database file', () => {
  it('is readable by its user only', async () => {
    await one(open(path))
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it.each<[name: string, spoil: () => Promise<void> | void]>([
    ['is no database', () => writeFileSync(path, 'no database at all, but some text '.repeat(500))],
    [
      'is a folder',
      () => {
        path = folder
      },
    ],
    [
      'is in a folder that does not exist',
      () => {
        path = join(folder, 'none', 'calls.db')
      },
    ],
    [
      'was written by a newer version',
      async () => {
        const database = await openDuckDb(path, SCHEMA)
        const newer = SCHEMA_VERSION + 1
        await database.write(({ query }) => query(`insert into schema_version values (${newer})`))
        database.close()
      },
    ],
  ])('turns the mirror off, with one line, if it %s', async (_name, spoil) => {
    await spoil()
    const store = open(path)
    await expect(one(store)).rejects.toMatchObject({ code: 'mirror_off' })
    await expect(one(store)).rejects.toMatchObject({ code: 'mirror_off' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toContain('\n')
  })

  it('opens once the process that held it has gone', async () => {
    const writer = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), WRITER, path])
    await once(writer.stdout, 'data')
    let now = 0
    const store = open(path, () => now)
    await expect(one(store)).rejects.toMatchObject({ code: 'mirror_off' })
    expect(lines[0]).toMatch(/lock/i)
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    now += 31_000
    expect(await one(store)).toEqual([{ one: 1 }])
  })

  it('reports a failed write, and answers the next question', async () => {
    const store = open(path)
    await one(store)
    const write = store.use((database) =>
      database.write(({ query }) => query('insert into nowhere values (1)')),
    )
    await expect(write).rejects.toMatchObject({ code: 'mirror_off' })
    expect(lines).toHaveLength(1)
    expect(await one(store)).toEqual([{ one: 1 }])
  })
})

test(`after ${KILLS} kills in the middle of writes, ledger and rows agree`, {
  timeout: 180_000,
}, async () => {
  for (let round = 0; round < KILLS; round += 1) {
    const writer = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), WRITER, path])
    // Each writes a different number of times; then the next write is under way.
    for (let written = 0; written <= round; written += 1) await once(writer.stdout, 'data')
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    await checkRows()
  }
})

/** Checks that the file opens, and that ledger and rows agree. Returns the number of calls. */
async function checkRows(): Promise<number> {
  const database = await openDuckDb(path, SCHEMA)
  const reads = await database.query<{ id: number; total: number; n: number }>(
    `select reads.id, total, (select count(*) from calls where read_id = reads.id) as n from ${READS.name}`,
  )
  expect(reads).not.toHaveLength(0)
  for (const { total, n } of reads) expect(n).toBe(total)
  const [orphans] = await database.query<{ n: number }>(
    'select count(*) as n from calls where read_id not in (select id from reads)',
  )
  expect(orphans?.n).toBe(0)
  database.close()
  return reads.reduce((sum, { total }) => sum + total, 0)
}

test.skipIf(process.platform === 'win32')(
  'on a full disk questions fail, the list works, and the file stays sound',
  { timeout: 60_000 },
  async () => {
    const paths = [
      '/api/summary?range=today&hold=60',
      '/api/summary?range=yesterday&hold=60',
      '/api/records?range=yesterday',
      '/api/export?range=yesterday&format=csv&hold=60',
      '/api/summary?range=today',
    ]
    const program = [process.execPath, '--import', import.meta.resolve('tsx'), FILLER, path]
    const server = spawn('sh', ['-c', FULL_DISK, 'sh', ...program, ...paths])
    const [output] = await Promise.all([text(server.stdout), once(server, 'exit')])
    const answers: Answer[] = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers.map(({ status }) => status)).toEqual([200, 501, 200, 501, 200])
    for (const { status, body, failures } of answers) {
      if (status !== 501) continue
      expect(failures.join()).toMatch(/could not write/i)
      expect(body).toMatchObject({ code: 'mirror_off' })
      expect(body.detail).not.toMatch(/\/|Error|\n/)
    }
    expect(answers[2]?.body).toMatchObject({ total: 2_000, coverage: null })
    expect(answers[4]?.body).toMatchObject({ coverage: { complete: true, read: 1 } })
    expect(await checkRows()).toBe(1)
  },
)

/** A line of `FILLER`. */
interface Answer {
  status: number
  body: { detail?: string }
  /** Lines for the operator about the database. */
  failures: string[]
}
