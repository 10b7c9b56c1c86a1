import { vi } from 'vitest'
import type { RecordsQuery } from '../calls/query.ts'
import { createVendorClient, type VendorResult } from '../server/vendor/client.ts'
import { scriptedFetch } from './scripted-fetch.ts'
import { testEnv } from './test-app.ts'

export const VENDOR_QUERY: RecordsQuery = {
  from: '2026-03-10T00:00:00+08:00',
  to: '2026-03-10T23:59:59+08:00',
  group: null,
  agent: [],
  type: [],
  reason: [],
  hungUpBy: [],
  number: null,
  country: [],
  label: [],
  page: 1,
  size: 50,
}

/** The signal of someone who waits for the answer. */
export const STAY = new AbortController().signal

export function createAsk(
  fetch: ReturnType<typeof scriptedFetch>,
  settings: Record<string, string> = {},
) {
  const env = testEnv(settings)
  return createVendorClient({ env, fetch, now: Date.now, recordingPath: (url) => url })
}

/** Lets the fake time run until nothing waits any more. */
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

/** Asks a vendor that takes these steps, under fake time. */
export async function askVendor(...steps: Parameters<typeof scriptedFetch>) {
  const fetch = scriptedFetch(...steps)
  return { result: await settle(createAsk(fetch)(VENDOR_QUERY, STAY)), fetch }
}
