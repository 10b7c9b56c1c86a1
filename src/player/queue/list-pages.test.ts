import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { sessionQuery } from '../../api/queries.ts'
import { viewOf } from '../../testing/fake-list.ts'
import { createListPages } from './list-pages.ts'

const { list } = viewOf([])
const ANSWER = { records: [], total: 0, page: 1, size: 3, pages: 0 }

afterEach(() => vi.unstubAllGlobals())

function setUp() {
  const client = new QueryClient()
  const limits = { windowDays: 31, historyDays: 62, pageSize: 100 }
  const now = '2026-03-10T12:00:00+00:00'
  const session = { now, demo: true, timeZone: 'UTC', limits, recordingChannels: null }
  client.setQueryData(sessionQuery().queryKey, session)
  const signals: AbortSignal[] = []
  let answer: (() => void) | undefined
  const fetch = vi.fn((_url: string, { signal }: { signal: AbortSignal }) => {
    signals.push(signal)
    return new Promise<Response>((resolve, reject) => {
      answer = () => resolve(Response.json(ANSWER))
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  })
  vi.stubGlobal('fetch', fetch)
  return { client, fetch, signals, pages: createListPages(client), answer: () => answer?.() }
}

it('reads a page once, and again when it is to be fresh', async () => {
  const { pages, fetch, answer } = setUp()
  const { signal } = new AbortController()
  expect(pages.remembered(list)).toBeUndefined()
  const first = pages.read(list, false, signal)
  await vi.waitUntil(() => fetch.mock.calls.length === 1)
  answer()
  expect(await first).toEqual(ANSWER)
  expect(pages.remembered(list)).toEqual(ANSWER)
  await pages.read(list, false, signal)
  expect(fetch).toHaveBeenCalledTimes(1)
  const again = pages.read(list, true, signal)
  await vi.waitUntil(() => fetch.mock.calls.length === 2)
  answer()
  await again
})

it('ends the request with the search', async () => {
  const { pages, fetch, signals } = setUp()
  const search = new AbortController()
  const page = pages.read(list, false, search.signal)
  await vi.waitUntil(() => fetch.mock.calls.length === 1)
  search.abort()
  await expect(page).rejects.toThrow()
  expect(signals[0]?.aborted).toBe(true)
  await expect(pages.read(list, false, search.signal)).rejects.toThrow()
  expect(fetch).toHaveBeenCalledTimes(1)
})

it('asks again for a page whose request ended with the table that had asked', async () => {
  const { pages, fetch, client, answer } = setUp()
  const page = pages.read(list, false, new AbortController().signal)
  await vi.waitUntil(() => fetch.mock.calls.length === 1)
  void client.cancelQueries({ queryKey: ['records', list] })
  await vi.waitUntil(() => fetch.mock.calls.length === 2)
  answer()
  expect(await page).toEqual(ANSWER)
})
