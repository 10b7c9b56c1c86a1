import type { CallRecord } from '../../calls/call.ts'
import { WINDOW_DAYS } from '../../calls/periods.ts'
import { NO_FILTERS } from '../../calls/query.ts'
import type { Env } from '../env.ts'
import { ProblemError } from '../http/problems.ts'
import type { QueryVendor } from '../vendor/client.ts'
import { vendorFilterOf } from '../vendor/request.ts'
import type { Query } from './database.ts'
import { evict, MAX_CALLS_IN_MEMORY } from './eviction.ts'
import { extendRead, noteCheck, type Span, storeRead } from './ledger.ts'
import { createPages } from './pages.ts'
import { secondsOf } from './schema.ts'
import {
  cutBySeconds,
  cutSpan,
  isIn,
  isOf,
  MAX_CALLS_OF_SLICE,
  readSlices,
  type SlicePage,
} from './slices.ts'
import type { Store } from './store.ts'
import {
  type Asked,
  type Check,
  filterCondition,
  keptByVendor,
  lookUp,
  toSeconds,
  type View,
} from './view.ts'

/** The longest span of one request, with the second past its end (s). */
const MAX_SPAN_SECONDS = WINDOW_DAYS * 86_400 - 1
/** Spans of at most this share of a slice are read again, rather than compared in halves. */
const REREAD_SHARE = 1 / 16
/** Requests of one reading that compare halves, at most. Then its view stays unproven. */
const MAX_COMPARISONS = 100
/** Comparisons that are remembered. */
const MAX_CHECKS = 500

/** How far a reading is. */
export interface Progress {
  /** Calls that the vendor states; `null` until it has. */
  total: number | null
  /** A view that lacks more calls is not read. */
  limit: number
  /** Whether it read nothing, because there are more calls. */
  isWaiting: boolean
  isProven: boolean
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
  const pagesOf = createPages({ queryVendor, env, now })
  const checks: Check[] = []
  let openings = 0
  const seconds = () => toSeconds(now())

  /** Looks up what is known of a question now. */
  function look(asked: Asked): Promise<View> {
    return store.read((query) => lookIn(query, asked))
  }

  function lookIn(query: Query, asked: Asked): Promise<View> {
    if (openings !== store.openings()) checks.length = 0 // another database has other reads
    openings = store.openings()
    return lookUp(query, asked, checks, seconds())
  }

  /** Reads what one question lacks, and compares the whole with the vendor's. */
  async function read(asked: Asked, progress: Progress, signal: AbortSignal): Promise<void> {
    const { question } = asked
    const readPage = pagesOf(asked.filter, signal, () => progress.total ?? 0)
    let comparisons = 0

    async function keep(span: Span, calls: SlicePage['records'], isProven: boolean, at: number) {
      signal.throwIfAborted()
      const readAt = isProven ? at : 0
      const read = { question, ...span, total: calls.length, readAt, checkedAt: readAt }
      await store.use((database) => storeRead(database, read, calls))
      await evict(store, env, seconds())
    }

    async function readSpans(spans: readonly Span[]): Promise<void> {
      for await (const { calls, isProven, first, last, at } of readSlices(
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
     * Compares the newest page of a span with the mirror, by total and ids. If all new calls are on
     * it, they are stored at once. A span with a single page is stored as a whole.
     * @returns whether the mirror holds the vendor's calls of the span now
     */
    async function agrees(span: Span, page: SlicePage): Promise<boolean> {
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
        await keep(span, inside, true, page.at)
        return true
      }
      const [newest] = view.tiles
      if (!newest || total !== view.read + fresh.length) return false
      // A total may be wrong once. The last page, which is not full, states it again.
      const end = await readPage(span, Math.floor(page.total / page.size) + 1)
      const { at } = end
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
    async function settle(span: Span, newest?: SlicePage): Promise<boolean> {
      const page = newest ?? (await readPage(span, 1))
      if (await agrees(span, page)) return true
      const { toRead } = await look({ ...asked, span })
      if (toRead.length > 0) {
        await readSpans(toRead)
        if (await agrees(span, await readPage(span, 1))) return true
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
    const chunks = cutBySeconds(kept, MAX_SPAN_SECONDS)
    const newest = await Promise.all(chunks.map((chunk) => readPage(chunk, 1)))
    const stated = newest.map(({ total }) => total)
    progress.total = stated.includes(null)
      ? null
      : stated.reduce((sum, total) => (sum ?? 0) + (total ?? 0), 0)
    const total = progress.total ?? 0
    if (env.callsDb === 'memory' && total > MAX_CALLS_IN_MEMORY)
      throw new ProblemError(
        'view_too_large',
        `The view has ${total} calls, and this server holds ${MAX_CALLS_IN_MEMORY} at most.`,
      )
    const { toRead, read: held } = await look(asked)
    progress.isWaiting = total - held > progress.limit && toRead.length > 0
    if (progress.isWaiting) return
    const settled: Span[] = []
    for (const [index, chunk] of chunks.entries())
      if (await settle(chunk, newest[index])) settled.push(chunk)
    // Reading the older parts may have taken longer than a comparison of the newest one lasts.
    for (const chunk of settled)
      if (!(await look({ ...asked, span: chunk })).isComplete) await settle(chunk)
    progress.isProven = (await look(asked)).isComplete
  }

  /**
   * Requests the calls of a span without a proof.
   * @param scope the only groups, one request each; all calls if undefined
   */
  async function request(
    span: Span,
    signal: AbortSignal,
    scope?: readonly string[],
  ): Promise<CallRecord[]> {
    const calls: CallRecord[] = []
    for (const group of scope?.map((each) => [each]) ?? [[]]) {
      const readPage = pagesOf(vendorFilterOf({ ...NO_FILTERS, group }).filter, signal)
      for await (const slice of readSlices([span], readPage)) calls.push(...slice.calls)
    }
    return calls
  }

  return {
    lookIn,
    read,
    request,
  }
}
