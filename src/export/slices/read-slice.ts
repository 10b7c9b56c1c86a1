import type { CallRecord, RecordsPage } from '../../calls/call.ts'
import { canCut, type Slice } from './slice.ts'

/** Reads a page of a slice, from page 1 on. @throws RequestFailure where that failed for good */
export type ReadSlicePage = (slice: Slice, page: number) => Promise<RecordsPage>

/** What came of reading a slice. */
export type SliceReading =
  /** As many distinct calls as every page said there are. */
  | { kind: 'whole'; calls: CallRecord[]; total: number }
  /** However often it was read, it did not add up; the calls are all that were seen. */
  | { kind: 'short'; calls: CallRecord[]; total: number }
  /** More calls than are read at once: cut it. */
  | { kind: 'large'; total: number }

/** Times a slice is read before it is called short. */
const READINGS = 4
/** Pages read past the last one, while these are full. */
const PAGES_PAST = 2

/**
 * Reads a slice until its distinct calls are as many as each of its pages said there are. Calls
 * that come or move between two pages make a reading that does not add up, and it is read again.
 * @param largest calls at most, where the slice can be cut
 */
export async function readSlice(
  slice: Slice,
  readPage: ReadSlicePage,
  largest: number,
): Promise<SliceReading> {
  const seen = new Map<string, CallRecord>()
  let total = 0
  for (let reading = 1; reading <= READINGS; reading += 1) {
    const first = await readPage(slice, 1)
    if ((first.total ?? 0) > largest && canCut(slice))
      return { kind: 'large', total: first.total ?? 0 }
    const pages = await restOf(slice, first, readPage, largest)
    const calls = new Map(pages.flatMap(({ records }) => records).map((call) => [call.id, call]))
    if (first.total === null && calls.size > largest && canCut(slice))
      return { kind: 'large', total: calls.size * 2 } // at least one page more, and maybe many
    const stated = pages.at(-1)?.total ?? null
    total = stated ?? calls.size
    const agreed = pages.every((page) => page.total === stated)
    if (agreed && calls.size === stated)
      return { kind: 'whole', calls: latestFirst(calls.values()), total }
    for (const [id, call] of calls) seen.set(id, call)
  }
  return { kind: 'short', calls: latestFirst(seen.values()), total }
}

/**
 * All pages of a slice, and past a last one that is full the next: there must be nothing on it.
 * Where the number of pages is unknown, each page leads to the next, up to more than `largest` calls.
 */
async function restOf(slice: Slice, first: RecordsPage, readPage: ReadSlicePage, largest: number) {
  const maxPast = first.pages === null ? Math.ceil(largest / first.size) : PAGES_PAST
  const numbers = Array.from(
    { length: Math.max((first.pages ?? 1) - 1, 0) },
    (_, index) => index + 2,
  )
  const pages = [first, ...(await Promise.all(numbers.map((page) => readPage(slice, page))))]
  for (let past = 1; past <= maxPast; past += 1) {
    if ((pages.at(-1)?.records.length ?? 0) < first.size) break
    pages.push(await readPage(slice, pages.length + 1))
  }
  return pages
}

/** Calls by their start, latest first; those without a time come last, in the order they came. */
function latestFirst(calls: Iterable<CallRecord>): CallRecord[] {
  const startOf = ({ startedAt }: CallRecord) => Date.parse(startedAt) || 0
  return [...calls].sort((one, other) => startOf(other) - startOf(one))
}
