import { chmodSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ProblemError } from '../http/problems.ts'
import { type Database, openDuckDb, type Query } from './database.ts'
import { SCHEMA, SCHEMA_VERSION } from './schema.ts'

/** A database that opens with the first use, and again after it broke. */
export interface Store {
  /**
   * @throws ProblemError `mirror_off` if the database cannot be opened
   */
  use: <Result>(work: (database: Database) => Promise<Result>) => Promise<Result>
  /**
   * Runs `work` on the rows of one moment. A statement that ran since the last write is not repeated.
   * Results must not be changed.
   * @throws as `use` does
   */
  read: <Result>(work: (query: Query) => Promise<Result>) => Promise<Result>
  isOpen: () => boolean
  /** How often it was opened. In memory it begins empty each time. */
  openings: () => number
  close: () => void
}

/** A failed opening is repeated after this time, because another process may hold the file. */
const REOPEN_MS = 30_000
/** How the engine's messages begin: `IO Error: …`, `Out of Memory Error: …`. */
const ENGINE_ERROR = /^(?:[A-Z][\w-]* ){1,4}Error: /i
/** DuckDB refuses everything after such an error. */
const FATAL = /FATAL|database has been invalidated/i

/** Whether the engine's binary for this platform is installed. It is not loaded. */
export function hasEngine(): boolean {
  const { resolve } = createRequire(import.meta.url)
  const name = `@duckdb/node-bindings-${process.platform}-${process.arch}`
  return ['', '-musl'].some((suffix) => {
    try {
      return resolve(`${name}${suffix}/duckdb.node`) !== ''
    } catch {
      return false
    }
  })
}

/**
 * Creates the store of the mirror.
 * @param place `memory`, or the path of a file
 * @param onFailure receives one line for the operator when the database fails
 * @param now ms since the epoch
 */
export function createStore(
  place: string,
  { onFailure, now }: { onFailure: (line: string) => void; now: () => number },
): Store {
  if (place !== 'memory') process.umask(0o077) // the log beside the file holds calls too
  let opened: Promise<Database> | null = null
  let failedAt = Number.NEGATIVE_INFINITY
  let openings = 0

  async function open(): Promise<Database> {
    const database = await openDuckDb(place === 'memory' ? ':memory:' : place, SCHEMA)
    try {
      if (place !== 'memory') chmodSync(place, 0o600)
      await checkVersion(database)
      return database
    } catch (error) {
      database.close()
      throw error
    }
  }

  async function database(): Promise<Database> {
    if (!opened && now() - failedAt < REOPEN_MS) throw cannotOpen()
    if (opened) return opened.catch(() => Promise.reject(cannotOpen()))
    openings += 1
    const opening = open()
    opened = opening
    try {
      return await opening
    } catch (error) {
      onFailure(`the database of calls cannot be opened: ${lineOf(error)}`)
      opened = null
      failedAt = now()
      throw cannotOpen()
    }
  }

  async function use<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
    const current = await database()
    try {
      return await work(current)
    } catch (error) {
      if (!(error instanceof Error && ENGINE_ERROR.test(error.message))) throw error
      onFailure(`the database of calls failed: ${lineOf(error)}`)
      if (FATAL.test(error.message)) opened = null // the next question opens it anew
      throw new ProblemError(
        'mirror_off',
        'The database of calls failed. The server’s log has the reason.',
      )
    }
  }

  return {
    use,
    read: (work) =>
      use(async (current) => {
        const snapshot = await current.snapshot()
        try {
          return await work(snapshot.sharedQuery)
        } finally {
          await snapshot.close()
        }
      }),
    isOpen: () => opened !== null,
    openings: () => openings,
    close() {
      opened?.then((current) => current.close()).catch(() => undefined)
      opened = null
    },
  }
}

/** @throws Error if a newer Callboard wrote the tables */
async function checkVersion(database: Database): Promise<void> {
  const [found] = await database.query<{ version: number }>('select version from schema_version')
  if (!found)
    await database.write(({ query }) =>
      query('insert into schema_version values ($1)', [SCHEMA_VERSION]),
    )
  else if (found.version > SCHEMA_VERSION)
    throw new Error('it was written by a newer version of Callboard')
}

function cannotOpen(): ProblemError {
  return new ProblemError(
    'mirror_off',
    'The database of calls cannot be opened. The server’s log has the reason.',
  )
}

/** The first line of an error, which may hold a path but no call. */
function lineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
