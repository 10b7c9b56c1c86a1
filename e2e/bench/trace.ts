import type { Browser } from '@playwright/test'

/** A part of an event of Chromium's traces. */
interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** Microseconds on the browser's clock. */
  ts: number
  /** Microseconds. */
  dur?: number
}

/** What Chromium tells of itself while `work` is done. */
export async function trace(
  browser: Browser,
  categories: string[],
  work: () => Promise<unknown>,
): Promise<TraceEvent[]> {
  await browser.startTracing(undefined, { categories })
  await work()
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as {
    traceEvents: TraceEvent[]
  }
  return traceEvents
}
