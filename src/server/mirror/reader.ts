import { setMaxListeners } from 'node:events'
import PQueue from 'p-queue'
import type { CallRecord } from '../../calls/call.ts'
import { WINDOW_DAYS } from '../../calls/periods.ts'
import { MAX_PAGE_SIZE, NO_FILTERS } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'
import { pause } from '../deadline.ts'
import type { Env } from '../env.ts'
import { ProblemError } from '../http/problems.ts'
import { pagingOf, type QueryVendor } from '../vendor/client.ts'
import { LOWEST_URGENCY } from '../vendor/queue.ts'
import { vendorFilterOf } from '../vendor/request.ts'
import type { Query } from './database.ts'
import { dropReads, extendRead, noteCheck, type Span, storeRead } from './ledger.ts'
import { secondsOf } from './schema.ts'
import {
  cutBySeconds,
  cutSpan,
  isIn,
  isOf,
  MAX_CALLS_OF_SLICE,
  type ReadPage,
  readSlices,
  type SlicePage,
} from './slices.ts'
import type { Store } from './store.ts'
import {
  type Asked,
  type Check,
  FRESH_SECONDS,
  filterCondition,
  keptByVendor,
  lookUp,
  toSeconds,
  type View,
} from './view.ts'

/** Calls that memory holds at most. A file has no such limit. */
export const MAX_CALLS_IN_MEMORY = 1_000_000
/** Pages requested at once. */
const PAGES_AT_ONCE = 4
/** The longest span of one request, with the second past its end (s). */
const MAX_SPAN_SECONDS = WINDOW_DAYS * 86_400 - 1
/** A reading ends this long (ms) after its last client has gone. */
const IDLE_MS = 20_000
/** What could not be proven is not read again before this time (ms). */
const UNPROVEN_PAUSE_MS = 60_000
/** Spans of at most this share of a slice are read again, rather than compared in halves. */
const REREAD_SHARE = 1 / 16
/** Requests of one reading that compare halves, at most. Then its view stays unproven. */
const MAX_COMPARISONS = 100
/** Comparisons that are remembered. */
const MAX_CHECKS = 500

/** Pauses before a page is requested again, in seconds; the last one repeats. */
const RETRY_PAUSES = [1, 2, 4, 8, 15] as const
/** How often a page that failed is requested again. Any other failure repeats itself. */
const MAX_RETRIES: Partial<Record<string, number>> = {
  vendor_busy: 10,
  server_busy: 10,
  vendor_timeout: 5,
  vendor_unreachable: 5,
  vendor_error: 5,
  vendor_malformed: 5,
}

/** Reading what one question lacks, shared by all who ask it. */
export interface Reading {
  /** Calls that the vendor states; `null` until it has. */
  total: () => number | null
  isActive: () => boolean
  /** Settles when the reading has ended, in whatever way. */
  done: Promise<void>
  /** Keeps it running until `release` is called. */
  hold: () => { release: () => void }
  /** Returns why it failed, once. */
  takeFailure: () => unknown
}

interface ReaderOptions {
  store: Store
  queryVendor: QueryVendor
  env: Env
  /** ms since the epoch */
  now: () => number
  /** Tests use small slices. */
  maxCallsOfSlice?: number
}

export type Reader = ReturnType<typeof createReader>

/** Creates the reader, which fills the mirror from the vendor and proves what it holds. */
export function createReader({ store, queryVendor, env, now, ...options }: ReaderOptions) {
  const { maxCallsOfSlice = MAX_CALLS_OF_SLICE } = options
  const pages = new PQueue({
    concurrency: PAGES_AT_ONCE,
    ...(env.readRate > 0 && { interval: 1_000, intervalCap: env.readRate }),
  })
  const readings = new Map<string, ReturnType<typeof begin>>()
  const checks: Check[] = []
  const seconds = () => toSeconds(now())

  /** Looks up what is known of a question now. */
  function look(asked: Asked): Promise<View> {
    return store.read((query) => lookIn(query, asked))
  }

  function lookIn(query: Query, asked: Asked): Promise<View> {
    return lookUp(query, asked, checks, seconds())
  }

  /** Requests pages of a question. A failure that may pass is retried. */
  function createReadPage({ filter }: Pick<Asked, 'filter'>, signal: AbortSignal): ReadPage {
    async function request({ first, last }: Span, page: number): Promise<SlicePage> {
      const [from, to] = [first, last + 1].map((second) => inZone(second * 1_000, env.timeZone))
      const query = { ...filter, from: from ?? '', to: to ?? '', page, size: MAX_PAGE_SIZE }
      for (let failures = 0; ; failures += 1) {
        const result = await queryVendor(query, signal, {
          client: 'reader',
          urgency: LOWEST_URGENCY,
        })
        if (!('problem' in result)) return { records: result.records, ...pagingOf(result, query) }
        const { code, extras } = result.problem
        if (failures >= (MAX_RETRIES[code] ?? 0)) throw result.problem
        const own = RETRY_PAUSES[Math.min(failures, RETRY_PAUSES.length - 1)] ?? 0
        await pause(Math.max(own, extras.retryAfterSeconds ?? 0) * 1_000, signal)
      }
    }
    return (span, page) => pages.add(() => request(span, page), { signal })
  }

  /** Reads what one question lacks, and compares the whole with the vendor's. */
  async function read(asked: Asked, reading: ReadingState, signal: AbortSignal): Promise<void> {
    const { question } = asked
    const readPage = createReadPage(asked, signal)
    let comparisons = 0

    async function keep(span: Span, calls: SlicePage['records'], isProven: boolean, at: number) {
      signal.throwIfAborted()
      const readAt = isProven ? at : 0
      const read = { question, ...span, total: calls.length, readAt, checkedAt: readAt }
      await store.use((database) => storeRead(database, read, calls))
      await evict()
    }

    async function readSpans(spans: readonly Span[]): Promise<void> {
      const at = seconds()
      for await (const { calls, isProven, first, last } of readSlices(
        spans,
        readPage,
        maxCallsOfSlice,
      ))
        await keep({ first, last }, calls, isProven, at)
    }

    /** Notes that the calls of `span` are those of the vendor. */
    async function note({ tiles, span }: View, at: number): Promise<void> {
      const own = tiles.filter(
        ({ read }) =>
          read.question === question && span.first <= read.first && read.last <= span.last,
      )
      const readIds = new Set(tiles.map(({ read }) => read.id))
      checks.push({ question, ...span, readIds, at })
      checks.splice(0, checks.length - MAX_CHECKS)
      const ids = own.map(({ read }) => read.id)
      await store.use((database) => noteCheck(database, ids, at))
    }

    /**
     * Compares the newest page of a span, by total and ids. If all calls that are new are on it, they
     * are stored at once.
     * @returns whether the mirror holds the vendor's calls of the span now
     */
    async function agrees(span: Span, page: SlicePage, at: number): Promise<boolean> {
      if (page.total === null || !isOf(span, page)) return false
      const inside = page.records.filter((call) => isIn(span, call))
      const total = page.total - (page.records.length - inside.length)
      const { view, held } = await store.read(async (query) => {
        const view = await lookIn(query, { ...asked, span })
        const { sql, values } = filterCondition(asked, view.tiles)
        const held = await query<{ id: string }>(
          `select id from calls where ${sql} and id = any($${values.length + 1})`,
          [...values, inside.map((call) => call.id)],
        )
        return { view, held }
      })
      const heldIds = new Set(held.map(({ id }) => id))
      const fresh = inside.filter(({ id }) => !heldIds.has(id))
      if (page.records.length !== Math.min(page.total, page.size)) return false
      if (page.total < page.size) {
        await keep(span, inside, true, at)
        return true
      }
      const [newest] = view.tiles
      if (!newest || total !== view.read + fresh.length) return false
      // A total may be wrong once. The last page, which is not full, states it again.
      const end = await readPage(span, Math.floor(page.total / page.size) + 1)
      if (end.total !== page.total || end.records.length !== page.total % page.size) return false
      const isHeld = ({ first, last }: Span) =>
        view.tiles.some((tile) => tile.first <= first && last <= tile.last)
      const gaps = view.toRead.filter((gap) => !isHeld(gap))
      if (fresh.length > 0 || gaps.length > 0) {
        const { read } = newest
        const canExtend =
          read.question === question &&
          newest.last === read.last &&
          read.total + fresh.length <= maxCallsOfSlice &&
          gaps.every((gap) => gap.first > newest.last) &&
          fresh.every((call) => (secondsOf(call.startedAt) ?? 0) >= newest.first)
        if (!canExtend) return false
        await store.use((database) =>
          extendRead(database, read, { last: span.last, calls: fresh, at }),
        )
      }
      await note(await look({ ...asked, span }), at)
      return (await look({ ...asked, span })).toRead.length === 0
    }

    /** Brings the mirror and the vendor into agreement for a span; `false` if that failed. */
    async function settle(span: Span, newest?: { page: SlicePage; at: number }): Promise<boolean> {
      const at = newest?.at ?? seconds()
      const page = newest?.page ?? (await readPage(span, 1))
      if (await agrees(span, page, at)) return true
      const { toRead } = await look({ ...asked, span })
      if (toRead.length > 0) {
        await readSpans(toRead)
        const again = seconds()
        if (await agrees(span, await readPage(span, 1), again)) return true
      }
      comparisons += 1
      if (page.total === null || comparisons > MAX_COMPARISONS) return false
      if (page.total <= maxCallsOfSlice * REREAD_SHARE || span.first === span.last) {
        await readSpans([span])
        return (await look({ ...asked, span })).isComplete
      }
      const halves: boolean[] = []
      for (const half of cutSpan(span, 2)) halves.push(await settle(half))
      return halves.every(Boolean)
    }

    const kept = keptByVendor(asked.span, seconds())
    if (!kept) return
    const at = seconds()
    const chunks = cutBySeconds(kept, MAX_SPAN_SECONDS)
    const newest = await Promise.all(chunks.map((chunk) => readPage(chunk, 1)))
    const stated = newest.map(({ total }) => total)
    reading.total = stated.includes(null)
      ? null
      : stated.reduce((sum, total) => (sum ?? 0) + (total ?? 0), 0)
    const total = reading.total ?? 0
    if (env.callsDb === 'memory' && total > MAX_CALLS_IN_MEMORY)
      throw new ProblemError(
        'view_too_large',
        `The view has ${total} calls, and this server holds ${MAX_CALLS_IN_MEMORY} at most.`,
      )
    reading.isWaiting = total > reading.limit && (await look(asked)).toRead.length > 0
    if (reading.isWaiting) return
    for (const [index, chunk] of chunks.entries()) {
      const page = newest[index]
      await settle(chunk, page && { page, at })
    }
    reading.isProven = (await look(asked)).isComplete
  }

  /** Removes what exceeds the store: the spans read longest ago, or past their time. */
  async function evict(): Promise<void> {
    await store.use(async (database) => {
      if (env.callsDb !== 'memory') {
        const oldest = seconds() - env.keepDays * 86_400
        const expired = await database.query<{ id: number }>(
          'select id from reads where "last" < $1',
          [oldest],
        )
        if (expired.length > 0)
          await dropReads(
            database,
            expired.map(({ id }) => id),
          )
        return
      }
      const [count] = await database.query<{ n: number }>('select count(*) as n from calls')
      let excess = (count?.n ?? 0) - MAX_CALLS_IN_MEMORY
      if (excess <= 0) return
      const inUse = [...readings.values()]
        .filter(({ isActive }) => isActive())
        .map(({ question }) => question)
      const oldest = await database.query<{ id: number; total: number }>(
        'select id, total from reads where not question = any($1) order by read_at, id',
        [inUse],
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

  interface ReadingState {
    total: number | null
    /** Calls that are read without being requested. */
    limit: number
    /** Whether it read nothing, because there are more calls. */
    isWaiting: boolean
    isProven: boolean
  }

  function begin(key: string, asked: Asked, limit: number) {
    const controller = new AbortController()
    setMaxListeners(0, controller.signal) // one for each page
    const state: ReadingState = { total: null, limit, isWaiting: false, isProven: false }
    let isActive = true
    let holders = 0
    let failure: unknown = null
    let timer: NodeJS.Timeout | undefined
    let endedAt = 0

    function stopWhenIdle(): void {
      clearTimeout(timer)
      if (isActive && holders === 0) timer = setTimeout(() => controller.abort(), IDLE_MS).unref()
    }

    const done = read(asked, state, controller.signal)
      .catch((error: unknown) => {
        if (!controller.signal.aborted) failure = error
      })
      .finally(() => {
        isActive = false
        endedAt = now()
        clearTimeout(timer)
        if (controller.signal.aborted) readings.delete(key)
      })
    stopWhenIdle()
    return {
      question: asked.question,
      total: () => state.total,
      isActive: () => isActive,
      /** Whether it has ended, and another reading is due. */
      isOver: (nextLimit: number) => {
        if (isActive) return false
        if (state.isWaiting && nextLimit > state.limit) return true
        return failure !== null || now() - endedAt >= (state.isProven ? 0 : UNPROVEN_PAUSE_MS)
      },
      done,
      hold() {
        holders += 1
        clearTimeout(timer)
        return {
          release() {
            holders -= 1
            stopWhenIdle()
          },
        }
      },
      takeFailure() {
        const taken = failure
        failure = null
        if (taken !== null) readings.delete(key)
        return taken
      },
      stop: () => controller.abort(),
    }
  }

  /** Questions of a sliding period share one reading, so its start counts in whole minutes. */
  function keyOf({ question, span, query }: Asked): string {
    const isUnderWay = Date.parse(query.to) >= now() - FRESH_SECONDS * 1_000
    return [question, Math.floor(span.first / 60), isUnderWay ? 'now' : span.last].join(' ')
  }

  /**
   * Joins the reading of a question, or starts it.
   * @param limit calls of a view that are read without being requested
   */
  function join(asked: Asked, limit: number): Reading {
    const key = keyOf(asked)
    const present = readings.get(key)
    if (present && !present.isOver(limit)) {
      present.hold().release()
      return present
    }
    present?.stop()
    const reading = begin(key, asked, limit)
    readings.set(key, reading)
    return reading
  }

  /** Requests the calls of a span, without a filter and without a proof. */
  async function request(span: Span, signal: AbortSignal): Promise<CallRecord[]> {
    const { filter } = vendorFilterOf(NO_FILTERS)
    const readPage = createReadPage({ filter }, signal)
    const calls: CallRecord[] = []
    for await (const slice of readSlices([span], readPage)) calls.push(...slice.calls)
    return calls
  }

  return {
    look,
    lookIn,
    join,
    request,
    /** Returns the reading of a question, if there is one. */
    readingOf: (asked: Asked): Reading | undefined => readings.get(keyOf(asked)),
    close() {
      for (const reading of readings.values()) reading.stop()
    },
  }
}
