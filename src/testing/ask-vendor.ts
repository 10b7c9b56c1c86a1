import { setMaxListeners } from 'node:events'
import { afterEach, beforeEach, vi } from 'vitest'
import { createVendorClient, type VendorResult } from '../server/vendor/client.ts'
import { makeQuery } from './make-query.ts'
import { scriptedFetch, vendorPage } from './scripted-fetch.ts'
import { TEST_NOW, testEnv } from './test-app.ts'

export const VENDOR_QUERY = makeQuery()

/** A signal that never aborts. Requests at once share it, unlike those of users. */
export const STAY = new AbortController().signal
setMaxListeners(0, STAY)

export function createAsk(
  fetch: ReturnType<typeof scriptedFetch>,
  settings: Record<string, string> = {},
) {
  const env = testEnv(settings)
  return createVendorClient({ env, fetch, now: Date.now })
}

/** Lets each test of the file run under fake time, from `TEST_NOW` on. */
export function runUnderFakeTime(): void {
  beforeEach(() => void vi.useFakeTimers({ now: TEST_NOW }))
  afterEach(() => void vi.useRealTimers())
}

/** Returns a vendor that answers with an empty page after `ms`. */
export const slowVendor = (ms: number) =>
  scriptedFetch(async (url, init) => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    return vendorPage()(url, init)
  })

/** Runs all fake timers, then returns the result. */
export async function settle<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {})
  await vi.runAllTimersAsync()
  return promise
}

export function problemOf(result: VendorResult) {
  if (!('problem' in result)) throw new TypeError('There was no failure')
  const { code, detail, extras } = result.problem
  return { code, detail, ...extras }
}

/** Queries a vendor that takes these steps, under fake time. */
export async function askVendor(...steps: Parameters<typeof scriptedFetch>) {
  const fetch = scriptedFetch(...steps)
  return { result: await settle(createAsk(fetch)(VENDOR_QUERY, STAY)), fetch }
}
