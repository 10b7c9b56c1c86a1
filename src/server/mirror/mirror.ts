import type { CallRecord, Coverage, RecordsPage, Session } from '../../calls/call.ts'
import { FACETS, type FacetName, type NamedFacet, type Summary } from '../../calls/figures.ts'
import { type Preset, periodBefore, shiftBefore, type TimeSpan } from '../../calls/periods.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'
import { DeadlineError, withDeadline } from '../deadline.ts'
import type { Env } from '../env.ts'
import { ProblemError, rangeProblem } from '../http/problems.ts'
import type { QueryVendor } from '../vendor/client.ts'
import type { Query } from './database.ts'
import { refreshCalls } from './ledger.ts'
import { namesWith } from './names.ts'
import { createReader } from './reader.ts'
import { createReadings } from './readings.ts'
import { batchesOf, countOf, pageOf } from './rows.ts'
import { openSelection } from './selection.ts'
import { createStore } from './store.ts'
import {
  type Answered,
  bucketsBefore,
  figuresOf,
  outcomesOf,
  type Shifted,
  summarize,
  withoutFacet,
} from './summary.ts'
import { type Asked, joinViews, questionsOf, toSeconds, type View } from './view.ts'

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
  /** Finds names that contain `part`, in any case, among the calls of `scope` that were read. */
  names: (facet: NamedFacet, part: string, scope?: readonly string[]) => Promise<string[]>
  /** Starts reading whatever `READ_LIMIT` says, if `holdSeconds` is above 0. */
  openView: (query: RecordsQuery, wait: Wait) => Promise<CallSource>
  /** Finds selected calls, in their order. Those that were not read are requested from the vendor. */
  openSelection: (
    calls: readonly SelectedCall[],
    signal: AbortSignal,
    scope?: readonly string[],
  ) => Promise<CallSource>
  /** Takes over what has changed in calls that were read. It never opens the database. */
  refresh: (calls: readonly CallRecord[]) => void
  close: () => void
}

/** A view that is nearly read is worth waiting for (ms), because it spares the client a request. */
const GRACE_MS = 1_000

interface ReadOptions {
  /** A view with more calls is not read. */
  limit: number
  /** How long to wait for the reading. */
  waitMs: number
  signal: AbortSignal
}

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
  const readings = createReadings(reader, now)
  const seconds = () => toSeconds(now())

  /** @param isReading whether the view was being read before it was looked up */
  function coverageOf(view: View, isReading: boolean): Coverage {
    return {
      read: view.read,
      total: view.isComplete ? view.read : totalOf(view),
      complete: view.isComplete,
      reading: isReading && !view.isComplete,
      provenAt: view.provenAt === null ? null : inZone(view.provenAt * 1_000, zone),
    }
  }

  /** Returns the calls that the vendor states for a view that is being read; `null` until it has. */
  function totalOf({ query, span }: View): number | null {
    const totals = questionsOf(query, span.last).map((asked) => readings.find(asked)?.total())
    return totals.reduce<number | null>(
      (sum, total) => (sum === null || total == null ? null : sum + total),
      0,
    )
  }

  /** Looks up what is known of a query. @param now seconds since the epoch */
  async function lookUp(statement: Query, query: RecordsQuery, now: number): Promise<View> {
    const views: View[] = []
    for (const asked of questionsOf(query, now)) views.push(await reader.lookIn(statement, asked))
    return joinViews(query, views)
  }

  /** @throws ProblemError if the period is reversed, or parts of it are lost at the vendor */
  async function lookIn(statement: Query, query: RecordsQuery, now: number): Promise<View> {
    if (Date.parse(query.from) > Date.parse(query.to)) throw rangeProblem('range_reversed')
    const view = await lookUp(statement, query, now)
    if (view.isTooOld) throw rangeProblem('range_too_old')
    return view
  }

  /**
   * Lets the reading of a question run, and waits for it. A long reading of a period under way has
   * proven only what was there when it began, so that another one may have to follow.
   * @throws ProblemError of the vendor
   */
  async function readOn(query: RecordsQuery, at: number, options: ReadOptions): Promise<void> {
    const until = now() + options.waitMs
    const left = () => ({ ...options, waitMs: Math.max(0, until - now()) })
    for (const asked of questionsOf(query, at)) {
      await readOnce(asked, left())
      const { isComplete } = await store.read((statement) => reader.lookIn(statement, asked))
      if (!isComplete && !isActive(asked)) await readOnce(asked, left())
    }
  }

  async function readOnce(asked: Asked, { limit, waitMs, signal }: ReadOptions): Promise<void> {
    const reading = readings.join(asked, limit)
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
  }

  /**
   * Answers from the rows of one moment: at once if the view is complete, else after reading.
   * @param reading `null` answers at once in any case
   */
  async function answer<Result>(
    query: RecordsQuery,
    reading: ReadOptions | null,
    work: (statement: Query, view: View, isReading: boolean) => Promise<Result>,
  ): Promise<Result> {
    const at = seconds()
    const wasReading = isReading(query, at)
    const early = await store.read(async (statement) => {
      const view = await lookIn(statement, query, at)
      const isFinal = view.isComplete || !reading
      return isFinal ? { result: await work(statement, view, wasReading) } : null
    })
    if (early) return early.result
    if (reading) await readOn(query, at, reading)
    const isStillReading = isReading(query, at)
    return store.read(async (statement) =>
      work(statement, await lookIn(statement, query, at), isStillReading),
    )
  }

  /**
   * Whether a question is being read. It must be known before the lookup: a reading that ends after
   * it has proven more than the lookup saw, and the client must ask again.
   */
  function isReading(query: RecordsQuery, at: number): boolean {
    return questionsOf(query, at).some(isActive)
  }

  function isActive(asked: Asked): boolean {
    return readings.find(asked)?.isActive() ?? false
  }

  async function summary(
    query: RecordsQuery,
    { preset, read, withAgents, holdSeconds, signal }: Parameters<Mirror['summary']>[1],
  ): Promise<Summary> {
    const waitMs = Math.max(GRACE_MS, holdSeconds * 1_000)
    const ownLimit = read === 'all' ? Number.POSITIVE_INFINITY : env.readLimit
    const reading = read === 'none' ? null : { limit: ownLimit, waitMs, signal }
    const startedAt = now()
    const own = await answer(query, reading, async (statement, view, isReading) => {
      const wider = await widerOf(statement, view)
      const parts = await summarize(statement, { view, wider, withAgents, zone })
      return { ...parts, coverage: coverageOf(view, isReading) }
    })
    const { coverage } = own
    const before = { ...query, ...periodBefore(query, preset, zone, now()) }
    const limit = reading && coverage.complete ? env.readLimit - coverage.read : 0
    const previous = await previousOf(
      before,
      { span: query, shift: shiftBefore(query, preset, zone), zone },
      limit > 0 ? { limit, waitMs: Math.max(0, startedAt + waitMs - now()), signal } : null,
    )
    return { ...own, previous }
  }

  /** Finds the wider questions that the mirror can answer as well as the view itself. */
  async function widerOf(statement: Query, view: View): Promise<Map<FacetName, Answered>> {
    const wider = new Map<FacetName, Answered>()
    for (const name of FACETS) {
      const query = withoutFacet(view.query, name)
      if (!query) continue
      const found = await lookUp(statement, query, view.span.last)
      if (found.isComplete) wider.set(name, { query, view: found })
    }
    return wider
  }

  /** Counts the period before `own`; `null` if it cannot be read. */
  async function previousOf(
    query: RecordsQuery,
    own: Shifted,
    reading: ReadOptions | null,
  ): Promise<Summary['previous']> {
    const { from, to } = query
    try {
      return await answer(query, reading, async (statement, view, isReading) => {
        const base = (await widerOf(statement, view)).get('reason')
        const figures = await figuresOf(statement, { query, view })
        const all = base ? await figuresOf(statement, base) : figures
        return {
          from,
          to,
          figures,
          outcomes: outcomesOf(all),
          buckets: await bucketsBefore(statement, base ?? { query, view }, own),
          coverage: coverageOf(view, isReading),
        }
      })
    } catch (error) {
      if (error instanceof ProblemError) return null
      throw error
    }
  }

  async function records(query: RecordsQuery, signal: AbortSignal): Promise<RecordsPage> {
    const { page, size, from, to } = query
    const reading = { limit: env.readLimit, waitMs: GRACE_MS, signal }
    return answer(query, reading, async (statement, view, isReading) => {
      const total = await countOf(statement, view)
      const records = await pageOf(statement, view)
      const pages = Math.ceil(total / size)
      return { records, total, page, size, pages, from, to, coverage: coverageOf(view, isReading) }
    })
  }

  function close(): void {
    readings.close()
    store.close()
  }

  return {
    place: env.callsDb === 'memory' ? 'memory' : 'file',
    records,
    summary,
    names: (facet, part, scope) =>
      store.read((statement) => namesWith(statement, facet, part, scope)),
    openView,
    openSelection: (selected, signal, scope) =>
      openSelection(selected, { store, reader, zone, now, signal, scope }),
    refresh(calls) {
      if (!store.isOpen()) return
      // The list does not wait for it, and a failure is reported by the store.
      store.use((database) => refreshCalls(database, calls)).catch(() => undefined)
    },
    close,
  }

  async function openView(query: RecordsQuery, { holdSeconds, signal }: Wait): Promise<CallSource> {
    const at = seconds()
    const first = await store.read((statement) => lookIn(statement, query, at))
    if (!first.isComplete) {
      const limit = holdSeconds > 0 ? Number.POSITIVE_INFINITY : env.readLimit
      await readOn(query, at, { limit, waitMs: Math.max(GRACE_MS, holdSeconds * 1_000), signal })
    }
    const wasReading = isReading(query, at)
    const snapshot = await store.use((database) => database.snapshot())
    try {
      const view = await lookUp(snapshot.query, query, at)
      const rows = await countOf(snapshot.query, view)
      const batches = () => batchesOf(snapshot.query, view)
      return {
        from: query.from,
        to: query.to,
        coverage: coverageOf(view, wasReading),
        rows,
        batches,
        close: snapshot.close,
      }
    } catch (error) {
      await snapshot.close()
      throw error
    }
  }
}
