import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api'
import PQueue from 'p-queue'

/** A value of a statement or a row. Integers are safe ones; instants are seconds since the epoch. */
export type Value = string | number | null | readonly string[] | readonly number[]

export type Row = Record<string, Value>

/** Types of columns that DuckDB and PostgreSQL share. */
export type ColumnType = 'text' | 'integer' | 'bigint' | 'text[]'

/** A table and the type of each of its columns, in their order. */
export interface Table {
  name: string
  columns: Readonly<Record<string, ColumnType>>
}

type Query = <Result extends object = Row>(
  sql: string,
  values?: readonly Value[],
) => Promise<Result[]>

/** Statements of one transaction. */
export interface Transaction {
  query: Query
  /** Adds rows, whose values are in the order of the table's columns. */
  insert: (table: Table, rows: Iterable<readonly Value[]>) => Promise<void>
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
  close: () => void
}

/**
 * Statements at once. DuckDB uses libuv's four threads, and four long statements delay file, DNS and
 * scrypt calls.
 */
const CONCURRENCY = 2
const MEMORY_LIMIT = '512MB'

/** Nothing is read from or written to the disk but the database itself. */
const CONFIGURATION = {
  temp_directory: '', // the default writes calls to `./.tmp` when memory runs out
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
  memory_limit: MEMORY_LIMIT,
  threads: String(CONCURRENCY),
  lock_configuration: 'true',
}

/**
 * Opens a DuckDB database with the tables of `schema`.
 * @param path of the file, or `:memory:`
 * @throws Error if the engine does not run on this platform, or cannot open the file
 */
export async function openDuckDb(path: string, schema: readonly string[]): Promise<Database> {
  const duckdb = await import('@duckdb/node-api')
  const types = {
    text: duckdb.VARCHAR,
    integer: duckdb.INTEGER,
    bigint: duckdb.BIGINT,
    'text[]': duckdb.LIST(duckdb.VARCHAR),
  }
  const instance: DuckDBInstance = await duckdb.DuckDBInstance.create(path, CONFIGURATION)
  const writer = await instance.connect()
  const readers = await Promise.all(Array.from({ length: CONCURRENCY }, () => instance.connect()))
  const statements = new PQueue({ concurrency: CONCURRENCY })
  const transactions = new PQueue({ concurrency: 1 })
  for (const statement of schema) await writer.run(statement)

  async function run<Result extends object>(
    connection: DuckDBConnection,
    sql: string,
    values: readonly Value[] = [],
  ): Promise<Result[]> {
    const reader = await connection.runAndReadAll(sql, values.map(toDuckDb))
    return reader.getRowObjectsJS().map((row) => fromDuckDb(row) as Result)
  }

  function toDuckDb(value: Value): DuckDBValue {
    return Array.isArray(value) ? duckdb.listValue(value) : (value as DuckDBValue)
  }

  async function insert({ name, columns }: Table, rows: Iterable<readonly Value[]>): Promise<void> {
    const appender = await writer.createAppender(name)
    const kinds = Object.values(columns)
    for (const row of rows) {
      for (const [index, kind] of kinds.entries()) {
        const value = row[index] ?? null
        if (value === null) appender.appendNull()
        else if (kind === 'bigint') appender.appendBigInt(BigInt(value as number))
        else appender.appendValue(toDuckDb(value), types[kind])
      }
      appender.endRow()
    }
    appender.closeSync()
  }

  async function inTransaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    await writer.run('begin transaction')
    try {
      const result = await work({ query: (sql, values) => run(writer, sql, values), insert })
      await writer.run('commit')
      return result
    } catch (error) {
      await writer.run('rollback')
      throw error
    }
  }

  return {
    query: (sql, values) =>
      statements.add(async () => {
        const connection = readers.pop() ?? (await instance.connect())
        try {
          return await run(connection, sql, values)
        } finally {
          readers.push(connection)
        }
      }),
    write: (work) => transactions.add(() => inTransaction(work)),
    close() {
      for (const connection of [writer, ...readers]) connection.closeSync()
      instance.closeSync()
    },
  }
}

/** Converts DuckDB's 64-bit integers, which are all safe here, to numbers. */
function fromDuckDb(row: Record<string, unknown>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? Number(value) : (value as Value),
    ]),
  )
}
