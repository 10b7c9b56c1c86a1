import PQueue from 'p-queue'
import type { CallRecord, Coverage, RecordsPage, Session } from '../../calls/call.ts'
import { FACETS, type FacetName, type Summary } from '../../calls/figures.ts'
import { type Preset, periodBefore, type TimeSpan } from '../../calls/periods.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'
import { DeadlineError, withDeadline } from '../deadline.ts'
import type { Env } from '../env.ts'
import { rangeProblem } from '../http/problems.ts'
import type { QueryVendor } from '../vendor/client.ts'
import { conditionOf } from './condition.ts'
import type { Query, Row, Snapshot } from './database.ts'
import type { Span } from './ledger.ts'
import { orderOf } from './order.ts'
import { createReader } from './reader.ts'
import { secondsOf, toCall } from './schema.ts'
import { createStore } from './store.ts'
import { type Answered, figuresOf, summarize, withoutFacet } from './summary.ts'
import { type Asked, askedOf, toSeconds, type View } from './view.ts'

/** A call that a user selected. `startedAt` (ISO 8601 with offset) is where the vendor has it. */
export type SelectedCall = Pick<CallRecord, 'id' | 'startedAt'>

/** How long a request waits for a view to be read whole. */
export interface Wait {
  /** Seconds; 0 answers at once. */
  holdSeconds: number
  /** Aborts when the client leaves. */
  signal: AbortSignal
}

/** The calls of a view at one moment. `recording` is the vendor's URL. */
export interface CallSource extends TimeSpan {
  coverage: Coverage
  /** Calls that `batches` yields. */
  rows: number
  /**
   * Yields the calls in the order of the query, at most a few thousand at once. Later reads do not
   * change them.
   */
  batches: () => AsyncGenerator<CallRecord[], void>
  /** Must be called in the end. */
  close: () => Promise<void>
}

/** Answers questions about the calls that were read. */
export interface Mirror {
  place: Session['mirror']
  /** One page of a query that the vendor cannot answer. `recording` is the vendor's URL. */
  records: (query: RecordsQuery, signal: AbortSignal) => Promise<RecordsPage>
  summary: (
    query: RecordsQuery,
    options: { preset: Preset | null; read: 'auto' | 'all' | 'none'; withAgents: boolean } & Wait,
  ) => Promise<Summary>
  /** Starts reading whatever `READ_LIMIT` says, if `holdSeconds` is above 0. */
  openView: (query: RecordsQuery, wait: Wait) => Promise<CallSource>
  /** Finds selected calls, in their order. Those that were not read are requested from the vendor. */
  openSelection: (calls: readonly SelectedCall[], signal: AbortSignal) => Promise<CallSource>
  close: () => void
}

/** A view that is nearly read is worth waiting for (ms), because it spares the client a request. */
const GRACE_MS = 1_000
/** Calls that a batch holds. */
const BATCH_CALLS = 5_000
/** Starts of selected calls that are nearer to each other (s) are requested together. */
const SELECTION_GAP_SECONDS = 600

interface MirrorOptions {
  env: Env
  queryVendor: QueryVendor
  /** ms since the epoch */
  now: () => number
  /** Receives one line for the operator when the database fails. */
  onFailure: (line: string) => void
  maxCallsOfSlice?: number
}

/** Creates the mirror. Its database opens with the first question. */
export function createMirror({ onFailure, ...options }: MirrorOptions): Mirror {
  const { env, now } = options
  const { timeZone: zone } = env
  const store = createStore(env.callsDb, { onFailure, now })
  const reader = createReader({ store, ...options })
  const sorted = new PQueue({ concurrency: 1 })
  const seconds = () => toSeconds(now())

  function coverageOf(view: View): Coverage {
    const reading = reader.readingOf(view)
    return {
      read: view.read,
      total: view.isComplete ? view.read : (reading?.total() ?? null),
      complete: view.isComplete,
      reading: reading?.isActive() ?? false,
      provenAt: view.provenAt === null ? null : inZone(view.provenAt * 1_000, zone),
    }
  }

  /**
   * Lets the reading of a view run, and waits for it.
   * @throws ProblemError of the vendor, `range_too_old`, `range_reversed` or `view_too_large`
   */
  async function prepare(
    query: RecordsQuery,
    {
      waitMs,
      limit = env.readLimit,
      signal,
    }: { waitMs: number; limit?: number; signal: AbortSignal },
  ): Promise<Asked> {
    if (Date.parse(query.from) > Date.parse(query.to)) throw rangeProblem('range_reversed')
    const asked = askedOf(query, seconds())
    const view = await reader.look(asked)
    if (view.isTooOld) throw rangeProblem('range_too_old')
    if (view.isComplete) return asked
    const reading = reader.join(asked, limit)
    const held = reading.hold()
    try {
      await withDeadline(waitMs, signal, () => reading.done)
    } catch (error) {
      if (!(error instanceof DeadlineError)) throw error
    } finally {
      held.release()
    }
    const failure = reading.takeFailure()
    if (failure !== null) throw failure
    return asked
  }

  async function summary(
    query: RecordsQuery,
    { preset, read, withAgents, holdSeconds, signal }: Parameters<Mirror['summary']>[1],
  ): Promise<Summary> {
    const limit = read === 'all' ? Number.POSITIVE_INFINITY : env.readLimit
    const waitMs = Math.max(GRACE_MS, holdSeconds * 1_000)
    const asked =
      read === 'none' ? askedOf(query, seconds()) : await prepare(query, { waitMs, limit, signal })
    const { view, parts } = await store.read(async (statement) => {
      const view = await reader.lookIn(statement, asked)
      const wider = await widerOf(statement, view)
      return { view, parts: await summarize(statement, { view, wider, withAgents, zone }) }
    })
    const period = periodBefore(query, preset, zone, now())
    const mayRead = view.isComplete && read !== 'none' ? env.readLimit - view.read : 0
    const previous = await previousOf({ ...query, ...period }, mayRead, signal)
    return { ...parts, coverage: coverageOf(view), previous }
  }

  /** Finds the wider questions that the mirror can answer as well as the view itself. */
  async function widerOf(statement: Query, view: View): Promise<Map<FacetName, Answered>> {
    const wider = new Map<FacetName, Answered>()
    for (const name of FACETS) {
      const query = withoutFacet(view.query, name)
      if (!query) continue
      const found = await reader.lookIn(statement, askedOf(query, view.span.last))
      if (found.isComplete) wider.set(name, { query, view: found })
    }
    return wider
  }

  /**
   * Counts the period before.
   * @param limit calls that may be read for it
   */
  async function previousOf(
    query: RecordsQuery,
    limit: number,
    signal: AbortSignal,
  ): Promise<Summary['previous']> {
    const asked = askedOf(query, seconds())
    const before = await reader.look(asked)
    if (before.isTooOld) return null
    if (!before.isComplete && limit > 0) {
      const { done } = reader.join(asked, limit)
      await withDeadline(GRACE_MS, signal, () => done).catch(() => undefined)
    }
    return store.read(async (statement) => {
      const view = await reader.lookIn(statement, asked)
      const base = (await widerOf(statement, view)).get('reason')
      const figures = await figuresOf(statement, { query, view })
      const { answered, missed, failed, unknown } = base
        ? await figuresOf(statement, base)
        : figures
      const outcomes = { answered, missed, failed, unknown }
      return { from: query.from, to: query.to, figures, outcomes, coverage: coverageOf(view) }
    })
  }

  async function records(query: RecordsQuery, signal: AbortSignal): Promise<RecordsPage> {
    const asked = await prepare(query, { waitMs: GRACE_MS, signal })
    const { page, size, from, to } = query
    return store.read(async (statement) => {
      const view = await reader.lookIn(statement, asked)
      const { sql, values } = conditionOf(query, view.tiles)
      const total = await countOf(statement, view)
      // Rows are wide, so only the ids are sorted.
      const ids = await statement<RowId>(
        `select id, read_id as "readId" from calls where ${sql} order by ${orderOf(query.sort)}
         limit ${size} offset ${(page - 1) * size}`,
        values,
      )
      const records = await callsOf(statement, ids)
      const pages = Math.ceil(total / size)
      return { records, total, page, size, pages, from, to, coverage: coverageOf(view) }
    })
  }

  function close(): void {
    reader.close()
    store.close()
  }

  return {
    place: env.callsDb === 'memory' ? 'memory' : 'file',
    records,
    summary,
    openView,
    openSelection,
    close,
  }

  async function openView(query: RecordsQuery, { holdSeconds, signal }: Wait): Promise<CallSource> {
    const asked = await prepare(query, {
      waitMs: Math.max(GRACE_MS, holdSeconds * 1_000),
      signal,
      ...(holdSeconds > 0 && { limit: Number.POSITIVE_INFINITY }),
    })
    const snapshot = await store.use((database) => database.snapshot())
    try {
      const view = await reader.lookIn(snapshot.query, asked)
      const rows = await countOf(snapshot.query, view)
      const batches = () => batchesOf(view, snapshot)
      return {
        from: query.from,
        to: query.to,
        coverage: coverageOf(view),
        rows,
        batches,
        close: snapshot.close,
      }
    } catch (error) {
      await snapshot.close()
      throw error
    }
  }

  /**
   * Yields the calls in the default order tile by tile, so that memory holds one. Another order sorts
   * the ids first; such exports run one at a time.
   */
  async function* batchesOf(
    view: View,
    { query: statement }: Snapshot,
  ): AsyncGenerator<CallRecord[], void> {
    const { query, tiles } = view
    if (query.sort === null) {
      for (const tile of tiles) {
        const { sql, values } = conditionOf(query, [tile])
        const order = orderOf(null)
        const rows = await statement<Row>(
          `select * from calls where ${sql} order by ${order}`,
          values,
        )
        if (rows.length > 0) yield rows.map(toCall)
      }
      return
    }
    const { sql, values } = conditionOf(query, tiles)
    const order = orderOf(query.sort)
    const ids = await sorted.add(() =>
      statement<RowId>(
        `select id, read_id as "readId" from calls where ${sql} order by ${order}`,
        values,
      ),
    )
    for (let start = 0; start < ids.length; start += BATCH_CALLS)
      yield await callsOf(statement, ids.slice(start, start + BATCH_CALLS))
  }

  async function openSelection(
    selected: readonly SelectedCall[],
    signal: AbortSignal,
  ): Promise<CallSource> {
    const found = new Map<string, CallRecord>()
    const rows = await store.use((database) =>
      database.query<Row>('select * from calls where id = any($1) order by read_id', [
        selected.map(({ id }) => id),
      ]),
    )
    for (const row of rows) found.set(String(row.id), toCall(row))
    const starts = selected
      .filter(({ id }) => !found.has(id))
      .map(({ startedAt }) => secondsOf(startedAt))
      .filter((start) => start !== null)
      .sort((one, other) => one - other)
    const wanted = new Set(selected.map(({ id }) => id))
    for (const span of spansAround(starts))
      for (const call of await reader.request(span, signal))
        if (wanted.has(call.id)) found.set(call.id, call)
    const calls = selected.flatMap(({ id }) => found.get(id) ?? [])
    const times = calls
      .map(({ startedAt }) => startedAt)
      .filter(Boolean)
      .sort()
    const complete = calls.length === selected.length
    return {
      from: times[0] ?? inZone(now(), zone),
      to: times.at(-1) ?? inZone(now(), zone),
      coverage: {
        read: calls.length,
        total: selected.length,
        complete,
        reading: false,
        provenAt: inZone(now(), zone),
      },
      rows: calls.length,
      async *batches() {
        yield calls
      },
      close: async () => {},
    }
  }
}

interface RowId {
  id: string
  readId: number
}

async function countOf(statement: Query, { query, tiles }: View): Promise<number> {
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
  const rows = await query<Row>('select * from calls where read_id = any($1) and id = any($2)', [
    [...new Set(ids.map(({ readId }) => readId))],
    ids.map(({ id }) => id),
  ])
  const byId = new Map(rows.map((row) => [`${row.read_id} ${row.id}`, row]))
  return ids.flatMap(({ id, readId }) => {
    const row = byId.get(`${readId} ${id}`)
    return row ? [toCall(row)] : []
  })
}

/** Returns spans around starts (s since the epoch, ascending), a second wider on both sides. */
function spansAround(starts: readonly number[]): Span[] {
  const spans: Span[] = []
  for (const start of starts) {
    const last = spans.at(-1)
    if (last && start - last.last <= SELECTION_GAP_SECONDS) last.last = start + 1
    else spans.push({ first: start - 1, last: start + 1 })
  }
  return spans
}
