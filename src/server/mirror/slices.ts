import type { CallRecord, RecordsPage } from '../../calls/call.ts'
import type { Span } from './ledger.ts'
import { secondsOf } from './schema.ts'

/** One page of the vendor's, with totals as far as they can be true. */
export interface SlicePage
  extends Pick<RecordsPage, 'records' | 'total' | 'page' | 'size' | 'pages'> {
  /** When it was requested, in seconds since the epoch. It may have waited for its turn before. */
  at: number
}

/**
 * Requests a page of a span, from page 1 on, and of the second after it.
 * @throws ProblemError if the request failed for good
 */
export type ReadPage = (span: Span, page: number) => Promise<SlicePage>

/** A slice that was read. */
export interface Slice extends Span {
  /** The calls whose stated start is inside, and those without a valid start. */
  calls: CallRecord[]
  /** Whether the distinct calls were as many as every page stated. */
  isProven: boolean
  /** When its first page was requested, in seconds since the epoch. */
  at: number
}

/** A slice with more calls is cut, so that reading it again costs little. */
export const MAX_CALLS_OF_SLICE = 5_000
/** The share of the limit that parts aim at, because some hours are busier than others. */
const PART_SHARE = 0.7
/** Times that a slice is read before it counts as unproven. */
const MAX_READINGS = 4
/** Pages read past the last one, while these are full. */
const PAGES_PAST = 2
/** Slices under way at once, so that the last page of one does not hold up the next. */
const SLICES_AHEAD = 3

/** Whether a call belongs to a span. The vendor may hide a fraction of the start. */
export function isIn({ first, last }: Span, call: CallRecord): boolean {
  const start = secondsOf(call.startedAt)
  return start === null || (first <= start && start <= last)
}

/** Whether a page may answer a span: all its calls are inside, or in the second after it. */
export function isOf({ first, last }: Span, { records }: Pick<SlicePage, 'records'>): boolean {
  return records.every((call) => isIn({ first, last: last + 1 }, call))
}

/** Cuts a span into at most `parts` of even length, latest first. */
export function cutSpan({ first, last }: Span, parts: number): Span[] {
  const seconds = last - first + 1
  const count = Math.min(Math.max(parts, 1), seconds)
  const edge = (index: number) => first + Math.floor((seconds * index) / count)
  return Array.from({ length: count }, (_, index) => ({
    first: edge(count - 1 - index),
    last: edge(count - index) - 1,
  }))
}

/** Cuts a span into parts of at most `seconds`, latest first. */
export function cutBySeconds(span: Span, seconds: number): Span[] {
  return cutSpan(span, Math.ceil((span.last - span.first + 1) / seconds))
}

type Reading = { kind: 'read'; slice: Slice } | { kind: 'large'; total: number }

/** Requests all pages. Past a last page that is full, the next must be empty. */
async function readPages(span: Span, first: SlicePage, readPage: ReadPage, largest: number) {
  const maxPast = first.pages === null ? Math.ceil(largest / first.size) : PAGES_PAST
  const numbers = Array.from(
    { length: Math.max((first.pages ?? 1) - 1, 0) },
    (_, index) => index + 2,
  )
  const pages = [first, ...(await Promise.all(numbers.map((page) => readPage(span, page))))]
  for (let past = 1; past <= maxPast; past += 1) {
    if ((pages.at(-1)?.records.length ?? 0) < first.size) break
    pages.push(await readPage(span, pages.length + 1))
  }
  return pages
}

/**
 * Reads a slice until its distinct calls are as many as each of its pages stated. Calls that come or
 * move between two pages make a reading that does not add up, and it is repeated.
 */
async function readSlice(span: Span, readPage: ReadPage, largest: number): Promise<Reading> {
  const canCut = span.last > span.first
  const seen = new Map<string, CallRecord>()
  for (let reading = 1; reading <= MAX_READINGS; reading += 1) {
    const first = await readPage(span, 1)
    if ((first.total ?? 0) > largest && canCut) return { kind: 'large', total: first.total ?? 0 }
    const pages = await readPages(span, first, readPage, largest)
    const calls = new Map(pages.flatMap(({ records }) => records).map((call) => [call.id, call]))
    // Without a total, at least one page more follows, and maybe many.
    if (first.total === null && calls.size > largest && canCut)
      return { kind: 'large', total: calls.size * 2 }
    if (pages.every((page) => page.total === calls.size && isOf(span, page)))
      return { kind: 'read', slice: sliceOf(span, calls, first.at, true) }
    for (const [id, call] of calls) seen.set(id, call)
    if (first.total === null) break
  }
  return { kind: 'read', slice: sliceOf(span, seen, 0, false) }
}

function sliceOf(
  span: Span,
  calls: ReadonlyMap<string, CallRecord>,
  at: number,
  isProven: boolean,
): Slice {
  return { ...span, calls: [...calls.values()].filter((call) => isIn(span, call)), at, isProven }
}

/**
 * Reads spans slice by slice, latest first. A slice with too many calls is cut.
 * @param largest calls of a slice at most, if it can be cut
 * @throws whatever `readPage` throws
 */
export async function* readSlices(
  spans: readonly Span[],
  readPage: ReadPage,
  largest = MAX_CALLS_OF_SLICE,
): AsyncGenerator<Slice, void> {
  interface Entry {
    span: Span
    reading?: Promise<Reading>
  }
  const entries: Entry[] = spans.map((span) => ({ span }))
  for (let entry = entries[0]; entry; entry = entries[0]) {
    for (const next of entries.slice(0, SLICES_AHEAD)) {
      next.reading ??= readSlice(next.span, readPage, largest)
      next.reading.catch(() => undefined) // thrown when its turn comes
    }
    const reading = await entry.reading
    entries.shift()
    if (reading?.kind === 'large') {
      const parts = cutSpan(entry.span, Math.ceil(reading.total / (largest * PART_SHARE)))
      entries.unshift(...parts.map((span) => ({ span })))
    } else if (reading) yield reading.slice
  }
}
