import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api'
import PQueue from 'p-queue'
import { createSharedResults } from './shared-results.ts'

/** A value of a statement or a row. Integers are safe ones; instants are seconds since the epoch. */
export type Value = string | number | null | readonly string[] | readonly number[]

export type Row = Record<string, Value>

/** Types of columns that DuckDB and PostgreSQL share. */
export type ColumnType = 'text' | 'double precision' | 'text[]'

/** A table and the type of each of its columns, in their order. */
export interface Table {
  name: string
  columns: Readonly<Record<string, ColumnType>>
}

export type Query = <Result extends object = Row>(
  sql: string,
  values?: readonly Value[],
) => Promise<Result[]>

/** Statements of one transaction. */
export interface Transaction {
  query: Query
  /** Adds rows, whose values are in the order of the table's columns. */
  insert: (table: Table, rows: Iterable<readonly Value[]>) => Promise<void>
}

/** Statements on the rows of one moment. */
export interface Snapshot {
  query: Query
  /** Runs a statement once for all snapshots of the same rows. The result must not be changed. */
  sharedQuery: Query
  close: () => Promise<void>
}

/** The store of the mirror. Its SQL is the common part of DuckDB and PostgreSQL. */
export interface Database {
  /** Runs one statement with `$1`, `$2`, … for `values`. At most two run at once. */
  query: Query
  /**
   * Runs `work` in a transaction, after those before it. If `work` throws, nothing is stored, and the
   * error is thrown on.
   */
  write: <Result>(work: (transaction: Transaction) => Promise<Result>) => Promise<Result>
  /**
   * Runs statements on the rows as they are now, whatever is written meanwhile.
   * `close` must be called.
   */
  snapshot: () => Promise<Snapshot>
  close: () => void
}

/**
 * Statements at once. DuckDB uses libuv's four threads, and four long statements delay file, DNS and
 * scrypt calls.
 */
const CONCURRENCY = 2
const MEMORY_LIMIT = '512MB'
const COMMITS_OF_CHECKPOINT = 10

/** Nothing is read from or written to the disk but the database itself. */
const CONFIGURATION = {
  temp_directory: '', // the default writes calls to `./.tmp` when memory runs out
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
  memory_limit: MEMORY_LIMIT,
  threads: '1', // two statements at once are faster than two threads for each
  immediate_transaction_mode: 'true', // the default begins a snapshot at its first statement
  lock_configuration: 'true',
}

/**
 * Opens a DuckDB database with the tables of `schema`.
 * @param path of the file, or `:memory:`
 * @throws Error if the engine does not run on this platform, or cannot open the file
 */
export async function openDuckDb(path: string, schema: readonly string[]): Promise<Database> {
  const duckdb = await import('@duckdb/node-api')
  const instance: DuckDBInstance = await duckdb.DuckDBInstance.create(path, CONFIGURATION)
  const writer = await instance.connect()
  const readers = await Promise.all(Array.from({ length: CONCURRENCY }, () => instance.connect()))
  const statements = new PQueue({ concurrency: CONCURRENCY })
  const transactions = new PQueue({ concurrency: 1 })
  /** Commits, and the beginnings of snapshots between them. */
  const commits = new PQueue({ concurrency: 1 })
  let commitCount = 0
  let shareResults = createSharedResults()
  for (const statement of schema) await writer.run(statement)

  async function run<Result extends object>(
    connection: DuckDBConnection,
    sql: string,
    values: readonly Value[] = [],
  ): Promise<Result[]> {
    const reader = await connection.runAndReadAll(sql, values.map(toDuckDb))
    return rowsOf(reader.columnNames(), reader.getColumnsJS()) as Result[]
  }

  function toDuckDb(value: Value): DuckDBValue {
    if (!Array.isArray(value)) return value as DuckDBValue
    // An empty list has no type. One that holds nothing known matches nothing either.
    return duckdb.listValue(value.length === 0 ? [null] : value)
  }

  /** Adds rows as JSON texts, because the engine parses them outside this thread. */
  async function insert({ name, columns }: Table, rows: Iterable<readonly Value[]>): Promise<void> {
    const names = Object.keys(columns)
    const types = Object.entries(columns).map(([column, type]) => [column, JSON_TYPES[type]])
    const structure = JSON.stringify([Object.fromEntries(types)])
    const sql = `insert into ${name}
      select each.* from (select unnest(from_json($1, '${structure}')) as each) as given`
    for (const part of partsOf(rows, ROWS_OF_INSERT)) {
      const objects = part.map((row) =>
        Object.fromEntries(names.map((column, index) => [column, row[index] ?? null])),
      )
      await statements.add(() => run(writer, sql, [JSON.stringify(objects)]))
    }
  }

  /** Writes the log into the file, and frees the room of removed rows. */
  async function checkpoint(): Promise<void> {
    try {
      await writer.run('checkpoint')
    } catch {
      // A reader holds an earlier state. The next one does it.
    }
  }

  async function inTransaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    await writer.run('begin transaction')
    try {
      const result = await work({
        query: (sql, values) => statements.add(() => run(writer, sql, values)),
        insert,
      })
      await commits.add(commit)
      commitCount += 1
      if (commitCount % COMMITS_OF_CHECKPOINT === 0) await checkpoint()
      return result
    } catch (error) {
      // A commit that failed has ended the transaction. Its own error names the cause.
      await writer.run('rollback').catch(() => undefined)
      throw error
    }
  }

  /** No snapshot begins between the commit and its new results. */
  async function commit(): Promise<void> {
    try {
      await writer.run('commit')
    } finally {
      shareResults = createSharedResults()
    }
  }

  async function withReader<Result>(
    pool: DuckDBConnection[],
    work: (connection: DuckDBConnection) => Promise<Result>,
  ): Promise<Result> {
    const connection = pool.pop() ?? (await instance.connect())
    try {
      return await work(connection)
    } finally {
      pool.push(connection)
    }
  }

  /** Each statement has a connection of its own. They begin together, so they see the same rows. */
  async function snapshot(): Promise<Snapshot> {
    const own = await Promise.all(
      Array.from({ length: CONCURRENCY }, () => readers.pop() ?? instance.connect()),
    )
    const all = [...own]
    const ownStatements = new PQueue({ concurrency: CONCURRENCY })
    const share = await commits.add(async () => {
      await Promise.all(own.map((each) => each.run('begin transaction read only')))
      return shareResults
    })
    let isClosed = false
    const query: Query = async (sql, values) => {
      if (isClosed) throw new Error('the snapshot is closed')
      return ownStatements.add(() =>
        statements.add(() => withReader(own, (connection) => run(connection, sql, values))),
      )
    }
    return {
      query,
      sharedQuery: share(query),
      async close() {
        if (isClosed) return
        isClosed = true
        await ownStatements.onIdle()
        await Promise.all(all.map((each) => each.run('rollback')))
        readers.push(...all)
      },
    }
  }

  return {
    query: (sql, values) =>
      statements.add(() => withReader(readers, (connection) => run(connection, sql, values))),
    write: (work) => transactions.add(() => inTransaction(work)),
    snapshot,
    close() {
      for (const connection of [writer, ...readers]) connection.closeSync()
      instance.closeSync()
    },
  }
}

/** Rows that are converted before other tasks of the thread run. */
const ROWS_OF_INSERT = 1_000
/** How `from_json` names the types. */
const JSON_TYPES: Record<ColumnType, string | string[]> = {
  text: 'VARCHAR',
  'double precision': 'DOUBLE',
  'text[]': ['VARCHAR'],
}

function* partsOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let part: Item[] = []
  for (const item of items) {
    part.push(item)
    if (part.length < size) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

/** Returns rows from columns. 64-bit integers, such as counts, become numbers. */
function rowsOf(names: readonly string[], columns: readonly (readonly unknown[])[]): Row[] {
  const count = columns[0]?.length ?? 0
  const rows: Row[] = Array.from({ length: count }, () => ({}))
  for (const [column, name] of names.entries()) {
    const values = (columns[column] ?? []) as readonly (Value | bigint)[]
    for (const [index, value] of values.entries())
      (rows[index] as Row)[name] = typeof value === 'bigint' ? Number(value) : value
  }
  return rows
}
