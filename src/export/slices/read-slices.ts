import { type FailureCode, RequestFailure } from '../../api/client.ts'
import type { CallRecord, RecordsPage } from '../../calls/call.ts'
import { gapsOf } from './gaps.ts'
import { type ReadSlicePage, readSlice, type SliceReading } from './read-slice.ts'
import { cutSlice, type Slice } from './slice.ts'

/** A slice with more calls is cut: reading it again must not cost much. */
const LARGEST_SLICE = 5_000
/** Slices under way at a time, so that one's last page does not hold up the next one's first. */
const AHEAD = 3
/** Times that slices are read again because the whole is not what they make. */
const AGAIN = 3

/** What is remembered of a slice that was read. */
interface SliceCount {
  slice: Slice
  /** Calls that the vendor says are in it. */
  total: number
  isWhole: boolean
}

/** A slice that was read. */
export interface ReadSlice extends SliceCount {
  /** The calls that were in no slice before, latest first. */
  calls: CallRecord[]
}

/** What an earlier reading of the same whole had come to. */
export interface EarlierReading {
  /** In their order; one that was read again comes again. */
  slices: readonly SliceCount[]
  /** Ids of all calls that were read. */
  ids: Iterable<string>
}

/** How reading all slices ended. */
export interface SlicesEnd {
  /** Distinct calls. */
  rows: number
  /** Calls that the vendor says are in the whole, after the last slice was read, or in its slices. */
  total: number
  /** The slices whose calls did not add up. */
  short: Slice[]
  /** Why the last check could not be made; `null` where it was. */
  unchecked: FailureCode | null
  /** Whether every slice added up, and the whole is what the slices make. */
  isComplete: boolean
}

interface ReadSlicesOptions {
  /** Calls in a slice, at most. */
  largest?: number
  /** It goes on from here. */
  before?: EarlierReading
}

/**
 * Reads all calls of `whole`, slice by slice, latest first. When all are read, the vendor's total
 * of the whole is asked for again: calls that came meanwhile, to slices read long ago, make it
 * differ, and the slices that changed are read again; their new calls come last. What was read
 * before is not yielded again. Where only that check fails, the calls are all the same there: they
 * are then not proven to be all.
 * @throws whatever `readPage` throws
 */
export async function* readSlices(
  whole: Slice,
  readPage: ReadSlicePage,
  { largest = LARGEST_SLICE, before = { slices: [], ids: [] } }: ReadSlicesOptions = {},
): AsyncGenerator<ReadSlice, SlicesEnd> {
  const ids = new Set(before.ids)
  const done = latestOf(before.slices)

  function take(slice: Slice, reading: Exclude<SliceReading, { kind: 'large' }>): ReadSlice {
    const calls = reading.calls.filter(({ id }) => !ids.has(id))
    for (const { id } of calls) ids.add(id)
    const count = { slice, total: reading.total, isWhole: reading.kind === 'whole' }
    done.set(nameOf(slice), count)
    return { ...count, calls }
  }

  const missing = gapsOf(
    whole,
    [...done.values()].map(({ slice }) => slice),
  )
  for await (const { slice, reading } of inOrder(missing, readPage, largest))
    yield take(slice, reading)
  let stated = { total: sumOf(done.values()), agrees: false }
  let changed: SliceCount[] = []
  let unchecked: FailureCode | null = null
  try {
    stated = await checkWhole(whole, ids, readPage)
    for (let again = 1; again <= AGAIN && !stated.agrees; again += 1) {
      changed = await slicesThatChanged([...done.values()], readPage)
      for (const { slice } of changed) done.delete(nameOf(slice))
      const slices = changed.map(({ slice }) => slice)
      for await (const { slice, reading } of inOrder(slices, readPage, largest))
        yield take(slice, reading)
      changed = []
      stated = await checkWhole(whole, ids, readPage)
    }
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error
    unchecked = error.code
  }
  const unread = changed.map((count) => ({ ...count, isWhole: false }))
  const short = [...latestOf([...unread, ...done.values()]).values()]
    .filter(({ isWhole }) => !isWhole)
    .map(({ slice }) => slice)
  const isComplete = stated.agrees && short.length === 0
  return { rows: ids.size, total: stated.total, short, unchecked, isComplete }
}

function sumOf(slices: Iterable<SliceCount>): number {
  return [...slices].reduce((sum, { total }) => sum + total, 0)
}

/** Slices by name; one that was read again, or cut while it was, stands as it was read last. */
function latestOf(slices: readonly SliceCount[]): Map<string, SliceCount> {
  const latest = new Map<string, SliceCount>()
  for (const count of slices) {
    const { from, to } = count.slice
    for (const [name, { slice }] of latest)
      if (slice.from <= to && from <= slice.to) latest.delete(name)
    latest.set(nameOf(count.slice), count)
  }
  return latest
}

/** Reads slices, a few ahead, and hands them over in their order; one that is too large is cut. */
async function* inOrder(slices: readonly Slice[], readPage: ReadSlicePage, largest: number) {
  interface Entry {
    slice: Slice
    reading?: Promise<SliceReading>
  }
  const entries: Entry[] = slices.map((slice) => ({ slice }))
  for (let entry = entries[0]; entry; entry = entries[0]) {
    for (const next of entries.slice(0, AHEAD)) {
      next.reading ??= readSlice(next.slice, readPage, largest)
      next.reading.catch(() => undefined) // it is thrown when its turn comes
    }
    const reading = await entry.reading
    entries.shift()
    if (reading?.kind === 'large') {
      // Less than is allowed: some hours are busier than others.
      const parts = Math.ceil(reading.total / (largest * 0.7))
      entries.unshift(...cutSlice(entry.slice, parts).map((slice) => ({ slice })))
    } else if (reading) yield { slice: entry.slice, reading }
  }
}

/**
 * Asks for the first page of the whole and for the one that is not full: their totals, how many
 * calls are on them and which must all be as they were read.
 */
async function checkWhole(whole: Slice, ids: ReadonlySet<string>, readPage: ReadSlicePage) {
  const first = await readPage(whole, 1)
  const fullPages = Math.floor(ids.size / first.size)
  const last = await readPage(whole, fullPages + 1)
  const agrees = (page: RecordsPage, expected: number) =>
    page.total === ids.size &&
    page.records.length === expected &&
    page.records.every(({ id }) => ids.has(id))
  return {
    total: Math.max(first.total ?? 0, last.total ?? 0, ids.size),
    agrees: agrees(first, Math.min(ids.size, first.size)) && agrees(last, ids.size % first.size),
  }
}

async function slicesThatChanged(
  read: readonly SliceCount[],
  readPage: ReadSlicePage,
): Promise<SliceCount[]> {
  const totals = await Promise.all(read.map(({ slice }) => readPage(slice, 1)))
  return read.filter(({ total, isWhole }, index) => !isWhole || totals[index]?.total !== total)
}

function nameOf({ from, to }: Slice): string {
  return `${from}-${to}`
}
