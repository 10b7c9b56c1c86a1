import { chmodSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ProblemError } from '../http/problems.ts'
import { type Database, openDuckDb, type Query } from './database.ts'
import { SCHEMA } from './schema.ts'

/** A database that opens with the first use, and again after it broke. */
export interface Store {
  /**
   * @throws ProblemError `mirror_off` if the database cannot be opened
   */
  use: <Result>(work: (database: Database) => Promise<Result>) => Promise<Result>
  /** Runs `work` on the rows of one moment. @throws as `use` does */
  read: <Result>(work: (query: Query) => Promise<Result>) => Promise<Result>
  close: () => void
}

/** A failed opening is repeated after this time, because another process may hold the file. */
const REOPEN_MS = 30_000
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
  let opened: Promise<Database> | null = null
  let failedAt = Number.NEGATIVE_INFINITY

  async function open(): Promise<Database> {
    const database = await openDuckDb(place === 'memory' ? ':memory:' : place, SCHEMA)
    if (place !== 'memory') chmodSync(place, 0o600)
    return database
  }

  async function database(): Promise<Database> {
    if (!opened && now() - failedAt < REOPEN_MS) throw cannotOpen()
    if (opened) return opened.catch(() => Promise.reject(cannotOpen()))
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
      if (error instanceof Error && FATAL.test(error.message) && opened) {
        onFailure(`the database of calls failed and is opened anew: ${lineOf(error)}`)
        opened = null
        try {
          current.close()
        } catch {
          // It is broken anyway.
        }
      }
      throw error
    }
  }

  return {
    use,
    read: (work) =>
      use(async (current) => {
        const snapshot = await current.snapshot()
        try {
          return await work(snapshot.query)
        } finally {
          await snapshot.close()
        }
      }),
    close() {
      opened?.then((current) => current.close()).catch(() => undefined)
      opened = null
    },
  }
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
