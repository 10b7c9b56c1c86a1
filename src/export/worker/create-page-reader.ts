import type PQueue from 'p-queue'
import { type FailureCode, RequestFailure } from '../../api/client.ts'
import type { RecordsPage } from '../../calls/call.ts'
import { MAX_PAGE_SIZE, type RecordsQuery } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'
import type { Pause } from '../pause.ts'
import type { ReadSlicePage } from '../slices/read-slice.ts'

/** Pauses before a page is asked for again, in seconds; the last is that of all further ones. */
const PAUSES = [1, 2, 4, 8, 15] as const
/** A server may ask for more patience than this (s); a person watching a bar has none. */
const LONGEST_PAUSE = 30
/**
 * A page that takes longer (ms) never comes: its connection is open, and nothing is on it. The
 * endpoint gives the vendor 15 s as a rule, and as much to those who wait for their turn.
 */
const LONGEST_ANSWER_MS = 120_000
/** How often a page that failed is asked for again. Every other failure is the same each time. */
const TRIES: Partial<Record<FailureCode, number>> = {
  offline: Number.POSITIVE_INFINITY, // until the network is back, or somebody cancels
  vendor_busy: 10,
  server_busy: 10,
  vendor_timeout: 5,
  vendor_unreachable: 5,
  vendor_error: 3,
  vendor_malformed: 3,
  bad_answer: 3,
}

interface PageReaderParts {
  /** Its period is replaced by that of a slice. */
  query: RecordsQuery
  /** IANA zone in which the periods are written. */
  timeZone: string
  fetchPage: (query: RecordsQuery, signal: AbortSignal) => Promise<RecordsPage>
  /** How many pages are asked for at a time; it can be paused. */
  queue: PQueue
  pause: Pause
  signal: AbortSignal
  /** Told why a page is waited for, and with `null` that one came. */
  onTrouble: (code: FailureCode | null) => void
}

/**
 * Makes what reads pages of slices. One that fails in passing is asked for again; while it waits it
 * keeps its place, so that a vendor in trouble is asked less.
 */
export function createPageReader({ query, timeZone, queue, ...parts }: PageReaderParts) {
  const { fetchPage, pause, signal, onTrouble } = parts

  async function fetchInTime(asked: RecordsQuery): Promise<RecordsPage> {
    const limit = AbortSignal.timeout(LONGEST_ANSWER_MS)
    try {
      return await fetchPage(asked, AbortSignal.any([signal, limit]))
    } catch (error) {
      signal.throwIfAborted()
      throw limit.aborted ? new RequestFailure('offline') : error
    }
  }

  async function persist(asked: RecordsQuery): Promise<RecordsPage> {
    for (let failures = 0; ; failures += 1) {
      try {
        const page = await fetchInTime(asked)
        onTrouble(null)
        return page
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error
        if (failures >= (TRIES[error.code] ?? 0)) throw error
        onTrouble(error.code)
        const wanted = Math.min(error.retryAfter ?? 0, LONGEST_PAUSE)
        const own = PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 0
        await pause(Math.max(own, wanted) * 1000, signal)
      }
    }
  }

  const readPage: ReadSlicePage = ({ from, to }, page) => {
    const [first, last] = [from, to].map((second) => inZone(second * 1000, timeZone))
    const asked = { ...query, from: first ?? '', to: last ?? '', page, size: MAX_PAGE_SIZE }
    return queue.add(() => persist(asked), { signal })
  }
  return readPage
}
