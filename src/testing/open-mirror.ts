import { afterEach } from 'vitest'
import { NO_FILTERS, type RecordsQuery } from '../calls/query.ts'
import { inZone } from '../calls/time.ts'
import type { Env } from '../server/env.ts'
import { createMirror, type Mirror } from '../server/mirror/mirror.ts'
import type { QueryVendor } from '../server/vendor/client.ts'
import type { VendorCall } from './changing-vendor.ts'
import { testEnv } from './test-app.ts'

export const ZONE = 'Asia/Shanghai'
/** 2026-03-10 12:00 in Shanghai, in seconds. */
export const NOW = Date.parse('2026-03-10T12:00:00+08:00') / 1_000
export const HOUR = 3_600
export const DAY = 24 * HOUR

const opened = new Set<Mirror>()
afterEach(() => {
  for (const mirror of opened) mirror.close()
  opened.clear()
})

interface OpenOptions {
  /** Seconds since the epoch. */
  clock?: { now: number }
  env?: Partial<Env>
  maxCallsOfSlice?: number
}

/** Opens a mirror over a vendor, without a rate limit. It closes after the test. */
export function openMirror(
  queryVendor: QueryVendor,
  { clock = { now: NOW }, env = {}, maxCallsOfSlice = 5_000 }: OpenOptions = {},
): Mirror {
  const mirror = createMirror({
    env: { ...testEnv(), readRate: 0, ...env },
    queryVendor,
    now: () => clock.now * 1_000,
    onFailure: (line) => {
      throw new Error(line)
    },
    maxCallsOfSlice,
  })
  opened.add(mirror)
  return mirror
}

/** Returns a query for a span, in seconds since the epoch. */
export function queryOf(
  first: number,
  last: number,
  parts: Partial<RecordsQuery> = {},
): RecordsQuery {
  const [from, to] = [first, last].map((second) => inZone(second * 1_000, ZONE))
  return { ...NO_FILTERS, from: from ?? '', to: to ?? '', ...parts }
}

/** Reads the ids of a view, after its reading has ended. */
export async function idsOf(mirror: Mirror, query: RecordsQuery, holdSeconds = 600) {
  const { signal } = new AbortController()
  const source = await mirror.openView(query, { holdSeconds, signal })
  try {
    const ids: string[] = []
    for await (const calls of source.batches()) ids.push(...calls.map(({ id }) => id))
    return { ids, rows: source.rows, coverage: source.coverage }
  } finally {
    await source.close()
  }
}

/** Returns calls with fractions of a second, spread over `seconds` from `first` on. */
export function callsOver(count: number, first: number, seconds: number): VendorCall[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `call-${index}`,
    start: first + ((index * 7_919) % seconds) + (index % 4) / 4,
    talkSeconds: (index * 37) % 900,
    reason: index % 10,
    agent: index % 7 === 0 ? null : `Agent ${index % 5}`,
    group: index % 11 === 0 ? null : 'ABC'.charAt(index % 3),
    labels: index % 3 === 0 ? [] : [`L${index % 2}`, ...(index % 5 === 0 ? ['VIP'] : [])],
  }))
}
