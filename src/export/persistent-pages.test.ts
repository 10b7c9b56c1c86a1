import { createLoader } from 'nuqs/server'
import { describe, expect, it, test } from 'vitest'
import { type FailureCode, RequestFailure } from '../api/client.ts'
import { type RecordsQuery, recordsParsers } from '../contract/query.ts'
import { callWith } from './call-with.ts'
import { persistentPages } from './persistent-pages.ts'

const query: RecordsQuery = {
  ...createLoader(recordsParsers)('?size=100'),
  from: '2026-11-01T00:00:00+08:00',
  to: '2026-11-22T23:59:59+08:00',
}

/** Reads three pages; `failures` come, in order, instead of the second, `later` of the third. */
async function readWith(failures: Error[], later: Error[] = []) {
  const left: Record<number, Error[]> = { 2: [...failures], 3: [...later] }
  const pauses: number[] = []
  const troubles: FailureCode[] = []
  const seen: number[] = []
  const pages = persistentPages(query, {
    signal: new AbortController().signal,
    pause: async (ms) => void pauses.push(ms),
    onTrouble: (code) => void troubles.push(code),
    async *pages({ page: start, size }) {
      for (let page = start; page <= 3; page += 1) {
        const failure = left[page]?.shift()
        if (failure) throw failure
        yield { records: [callWith({ id: `${page}` })], total: 3, page, size, pages: 3 }
      }
    },
  })
  const error = await (async () => {
    for await (const { page } of pages) seen.push(page)
  })().catch((thrown: unknown) => thrown)
  return { seen, pauses, troubles, error }
}

const busy = (retryAfter?: number) => new RequestFailure('vendor_busy', { retryAfter })

const PASSING: FailureCode[] = [
  'vendor_busy',
  'vendor_timeout',
  'vendor_unreachable',
  'vendor_error',
  'vendor_malformed',
  'offline',
  'bad_answer',
]
const FINAL: FailureCode[] = [
  'invalid_query',
  'internal_error',
  'range_too_old',
  'vendor_auth',
  'vendor_ip_denied',
  'vendor_clock',
  'vendor_rejected',
  'vendor_range',
]

describe('persistentPages', () => {
  test.each(PASSING)('reads on from the page that failed after %s', async (code) => {
    const { seen, pauses, troubles } = await readWith([new RequestFailure(code)])
    expect(seen).toEqual([1, 2, 3])
    expect(pauses).toEqual([1_000])
    expect(troubles).toEqual([code])
  })

  test.each(FINAL)('ends at once with %s', async (code) => {
    const failure = new RequestFailure(code)
    expect(await readWith([failure])).toMatchObject({ seen: [1], pauses: [], error: failure })
  })

  it('ends at once with what is no failure of a request', async () => {
    const error = new TypeError('a mistake')
    expect(await readWith([error])).toMatchObject({ seen: [1], pauses: [], error })
  })

  it('pauses longer each time and gives up after the third', async () => {
    const [a, b, c, last] = [busy(), busy(), busy(), busy()]
    const { pauses, error, seen } = await readWith([a, b, c, last])
    expect(pauses).toEqual([1_000, 2_000, 4_000])
    expect(error).toBe(last)
    expect(seen).toEqual([1])
  })

  it('has as many tries for the next page', async () => {
    const three = [busy(), busy(), busy()]
    expect(await readWith(three, three)).toMatchObject({ seen: [1, 2, 3] })
  })

  test.each([
    [0, 1_000],
    [5, 5_000],
    [30, 30_000],
    [600, 30_000],
  ])('waits where the answer says %d s: %d ms', async (retryAfter, ms) => {
    expect((await readWith([busy(retryAfter)])).pauses).toEqual([ms])
  })
})
