import PQueue from 'p-queue'
import { afterEach, expect, test, vi } from 'vitest'
import { pagesOf } from '../../testing/fake-export.ts'
import { callsOfDay, dayPlan } from '../../testing/fake-plan.ts'
import { sliceBetween } from '../slices/slice.ts'
import { createPageReader } from './create-page-reader.ts'

afterEach(() => vi.restoreAllMocks())

const { query } = dayPlan.source as Extract<typeof dayPlan.source, { query: unknown }>

type FetchPage = Parameters<typeof createPageReader>[0]['fetchPage']

function readerOf(fetchPage: FetchPage) {
  const control = new AbortController()
  const troubles: unknown[] = []
  const readPage = createPageReader({
    ...{ query, fetchPage, timeZone: 'Asia/Shanghai', signal: control.signal },
    queue: new PQueue(),
    pause: async (_, signal) => signal.throwIfAborted(),
    onTrouble: (code) => void troubles.push(code),
  })
  return { control, troubles, read: () => readPage(sliceBetween(query), 1) }
}

/** A connection that stays open, on which nothing comes. */
const silent: FetchPage = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })

test('a page that never comes is asked for again, and what it waits for is said', async () => {
  const over = new AbortController()
  const limit = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(over.signal)
  const pages = pagesOf(callsOfDay(3))
  let asked = 0
  const { read, troubles } = readerOf((asking, signal) => {
    asked += 1
    return asked === 1 ? silent(asking, signal) : pages(asking)
  })
  const page = read()
  await vi.waitFor(() => expect(asked).toBe(1))
  over.abort(new DOMException('too long', 'TimeoutError'))
  expect((await page).total).toBe(3)
  expect(troubles).toEqual(['offline', null])
  expect(limit.mock.lastCall?.[0]).toBeGreaterThanOrEqual(60_000)
})

test('one that is cancelled meanwhile is not asked for again', async () => {
  const { read, control, troubles } = readerOf(silent)
  const page = read()
  control.abort()
  await expect(page).rejects.toThrow('abort')
  expect(troubles).toEqual([])
})

test('what is no failed request is passed on', async () => {
  const { read } = readerOf(() => Promise.reject(new TypeError('a bug')))
  await expect(read()).rejects.toThrow('a bug')
})
