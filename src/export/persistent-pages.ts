import { type FailureCode, RequestFailure } from '../api/client.ts'
import type { RecordsQuery } from '../contract/query.ts'
import type { RecordsPage } from '../contract/record.ts'
import type { Pause } from './pause.ts'

/** Pages of a query from `query.page` on, one after the other. @throws RequestFailure */
export type PageSource = (query: RecordsQuery, signal: AbortSignal) => AsyncIterable<RecordsPage>

export interface Persistence {
  pages: PageSource
  pause: Pause
  signal: AbortSignal
  /** Told before each pause why there is one. */
  onTrouble: (code: FailureCode) => void
}

/** Pauses before a failed page is asked for again, in seconds; after the last it is given up. */
const PAUSES = [1, 2, 4]
/** A server may ask for more patience than this; a person watching a bar has none. */
const LONGEST_PAUSE = 30

/** Failures that may be over in a moment. Every other is the same however often one asks. */
const PASSING: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'vendor_busy',
  'vendor_timeout',
  'vendor_unreachable',
  'vendor_error',
  'vendor_malformed',
  'offline',
  'bad_answer',
])

/**
 * The pages of a query; one that fails in passing is asked for up to three times more, and reading
 * goes on from there.
 * @throws RequestFailure from the page that failed for good; what else `pages` throws, as it is
 */
export async function* persistentPages(
  query: RecordsQuery,
  { pages, pause, signal, onTrouble }: Persistence,
): AsyncGenerator<RecordsPage> {
  let page = query.page
  let failures = 0
  for (;;) {
    try {
      for await (const answer of pages({ ...query, page }, signal)) {
        page += 1
        failures = 0
        yield answer
      }
      return
    } catch (error) {
      const seconds = PAUSES[failures]
      if (!(error instanceof RequestFailure) || !PASSING.has(error.code)) throw error
      if (seconds === undefined) throw error
      failures += 1
      onTrouble(error.code)
      const asked = Math.min(error.retryAfter ?? 0, LONGEST_PAUSE)
      await pause(Math.max(seconds, asked) * 1000, signal)
    }
  }
}
