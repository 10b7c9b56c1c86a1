import PQueue from 'p-queue'
import { MAX_PAGE_SIZE } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'
import { pause } from '../deadline.ts'
import type { Env } from '../env.ts'
import { pagingOf, type QueryVendor } from '../vendor/client.ts'
import { LOWEST_URGENCY } from '../vendor/queue.ts'
import type { VendorFilter } from '../vendor/request.ts'
import type { Span } from './ledger.ts'
import type { ReadPage, SlicePage } from './slices.ts'

/** Pages requested at once. */
const PAGES_AT_ONCE = 4
/** Pauses before a page is requested again, in seconds; the last one repeats. */
const RETRY_PAUSES = [1, 2, 4, 8, 15] as const
/** How often a page that failed is requested again. Any other failure repeats itself. */
const MAX_RETRIES: Partial<Record<string, number>> = {
  vendor_busy: 10,
  server_busy: 10,
  vendor_timeout: 5,
  vendor_unreachable: 5,
  vendor_error: 3,
  vendor_malformed: 3,
}

interface PagesOptions {
  queryVendor: QueryVendor
  env: Env
  /** ms since the epoch */
  now: () => number
}

/**
 * Creates the function that requests pages in the background: at the lowest priority, a few at once,
 * and at `READ_RATE`. A failure that may pass is retried.
 */
export function createPages({ queryVendor, env, now }: PagesOptions) {
  const queue = new PQueue({
    concurrency: PAGES_AT_ONCE,
    ...(env.readRate > 0 && { interval: 1_000, intervalCap: env.readRate }),
  })

  /** @param calls returns the calls of the view; views with fewer go first */
  return function pagesOf(
    filter: VendorFilter,
    signal: AbortSignal,
    calls: () => number = () => 0,
  ): ReadPage {
    async function request({ first, last }: Span, page: number): Promise<SlicePage> {
      const [from, to] = [first, last + 1].map((second) => inZone(second * 1_000, env.timeZone))
      const query = { ...filter, from: from ?? '', to: to ?? '', page, size: MAX_PAGE_SIZE }
      for (let failures = 0; ; failures += 1) {
        const at = Math.floor(now() / 1_000)
        const result = await queryVendor(query, signal, {
          client: 'reader',
          urgency: LOWEST_URGENCY,
        })
        if (!('problem' in result))
          return { records: result.records, ...pagingOf(result, query), at }
        const { code, extras } = result.problem
        if (failures >= (MAX_RETRIES[code] ?? 0)) throw result.problem
        const own = RETRY_PAUSES[Math.min(failures, RETRY_PAUSES.length - 1)] ?? 0
        await pause(Math.max(own, extras.retryAfterSeconds ?? 0) * 1_000, signal)
      }
    }
    return (span, page) => queue.add(() => request(span, page), { signal, priority: -calls() })
  }
}
