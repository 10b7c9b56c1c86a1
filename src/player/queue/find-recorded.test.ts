import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { sessionQuery } from '../../api/queries.ts'
import { FakeList, viewOf } from '../../testing/fake-list.ts'
import { makeSession } from '../../testing/make-session.ts'
import {
  createListPages,
  findPageOf,
  type ReadListPage,
  recordedCalls,
  type Step,
} from './find-recorded.ts'

const { list: LIST } = viewOf([])
const { signal } = new AbortController()

function readOf(list: FakeList): ReadListPage {
  return (page, fresh) => list.read({ ...LIST, page }, fresh, signal)
}

/** Returns the first call found, of those not passed. */
async function findFirst({
  passed = new Set<string>(),
  ...search
}: Omit<Parameters<typeof recordedCalls>[0], 'accepts'> & { passed?: Set<string> }) {
  const calls = recordedCalls({ ...search, accepts: ({ id }) => !passed.has(id) })
  return (await calls.next()).value ?? null
}

interface Case {
  /** Three calls a page. */
  ids: string
  page: number
  anchor: string | null
  step: Step
  passed?: string
}

async function found({ ids, page, anchor, step, passed = '' }: Case) {
  const list = new FakeList(ids)
  const result = await findFirst({
    page,
    anchor,
    step,
    passed: new Set(passed.split(' ')),
    read: readOf(list),
  })
  return { place: result && `${result.call.id} on ${result.page}`, asked: list.asked }
}

describe('the nearest recorded call', () => {
  it.each<[name: string, at: Case, place: string | null, asked: number[]]>([
    ['on the same page, forward', { ids: 'a b c', page: 1, anchor: 'a', step: 1 }, 'b on 1', [1]],
    ['on the same page, backward', { ids: 'a b c', page: 1, anchor: 'c', step: -1 }, 'b on 1', [1]],
    [
      'after a call without a recording',
      { ids: 'a -b c', page: 1, anchor: 'a', step: 1 },
      'c on 1',
      [1],
    ],
    ['on the next page', { ids: 'a b c d', page: 1, anchor: 'c', step: 1 }, 'd on 2', [1, 2]],
    ['on the previous page', { ids: 'a b c d', page: 2, anchor: 'd', step: -1 }, 'c on 1', [2, 1]],
    [
      'after pages without recordings',
      { ids: 'a b c -d -e -f -g -h -i j', page: 1, anchor: 'c', step: 1 },
      'j on 4',
      [1, 2, 3, 4],
    ],
    [
      'nowhere after the last one',
      { ids: 'a b c -d', page: 1, anchor: 'c', step: 1 },
      null,
      [1, 2],
    ],
    ['nowhere before the first one', { ids: '-a b c', page: 1, anchor: 'b', step: -1 }, null, [1]],
    ['nowhere in an empty list', { ids: '', page: 1, anchor: null, step: 1 }, null, [1]],
    ['nowhere past the last page', { ids: 'a b c', page: 9, anchor: null, step: 1 }, null, [9]],
    [
      'first on a page, without an anchor',
      { ids: 'a b c -d e', page: 2, anchor: null, step: 1 },
      'e on 2',
      [2],
    ],
    [
      'last on a page, without an anchor',
      { ids: 'a b -c', page: 1, anchor: null, step: -1 },
      'b on 1',
      [1],
    ],
    [
      'after the calls already passed',
      { ids: 'a b c d', page: 1, anchor: 'a', step: 1, passed: 'a b c' },
      'd on 2',
      [1, 2],
    ],
    [
      'after an anchor pushed to another page',
      { ids: 'x y z p q a b', page: 1, anchor: 'a', step: 1 },
      'b on 3',
      [1, 2, 3],
    ],
    [
      'before an anchor pushed to another page',
      { ids: 'x y z p q a b', page: 1, anchor: 'a', step: -1 },
      'q on 2',
      [1, 2],
    ],
    [
      'on the page of an anchor that left the list',
      { ids: 'a b c d', page: 2, anchor: 'gone', step: 1 },
      'd on 2',
      [2],
    ],
  ])('is found %s', async (_name, at, place, asked) => {
    expect(await found(at)).toEqual({ place, asked })
  })
})

it('yields all that are accepted, across pages', async () => {
  const found: string[] = []
  const read = readOf(new FakeList('a b -c d e f g'))
  const accepts = ({ id }: { id: string }) => id !== 'e'
  for await (const { call } of recordedCalls({ page: 1, anchor: 'a', step: 1, accepts, read }))
    found.push(call.id)
  expect(found).toEqual(['b', 'd', 'f', 'g'])
})

describe('while new calls arrive', () => {
  it('returns no call twice when the last of a page becomes the first of the next', async () => {
    const list = new FakeList('a b c d e f')
    const read = readOf(list)
    await read(1, false)
    list.come('new')
    const passed = new Set(['a', 'b', 'c'])
    const next = await findFirst({ page: 1, anchor: 'c', step: 1, passed, read })
    expect(next?.call.id).toBe('d')
  })

  it('skips no call that moved from a fresh page to a cached one', async () => {
    const list = new FakeList('a b c d e f')
    const read = readOf(list)
    await read(2, false)
    list.come('new')
    // Page 1 is now `new a b`, page 2 is cached as `d e f`: c is on neither.
    const passed = new Set(['a', 'b'])
    const next = await findFirst({ page: 1, anchor: 'b', step: 1, passed, read })
    expect(next).toMatchObject({ call: { id: 'c' }, page: 2 })
  })

  it('skips no call on the way back', async () => {
    const list = new FakeList('a b c d e f')
    const read = readOf(list)
    await read(2, false)
    list.come('new')
    // Page 2 is cached as `d e f`, page 1 is `new a b`: c is on neither.
    const next = await findFirst({ page: 2, anchor: 'd', step: -1, passed: new Set('d'), read })
    expect(next).toMatchObject({ call: { id: 'c' }, page: 2 })
  })

  it('ends even if the list changes with every page', async () => {
    const list = new FakeList('a b c -d -e -f -g -h -i j')
    const read: ReadListPage = (page, fresh) => {
      list.come('-n')
      return readOf(list)(page, fresh)
    }
    const next = await findFirst({ page: 1, anchor: 'c', step: 1, passed: new Set('abc'), read })
    expect(next?.call.id).toBe('j')
  })
})

it('reads one page at a time', async () => {
  const list = new FakeList('a -b -c -d -e -f g')
  let underWay = 0
  let most = 0
  const read: ReadListPage = async (page, fresh) => {
    underWay += 1
    most = Math.max(most, underWay)
    const answer = await readOf(list)(page, fresh)
    underWay -= 1
    return answer
  }
  await findFirst({ page: 1, anchor: 'a', step: 1, read })
  expect(most).toBe(1)
})

describe('findPageOf', () => {
  it.each<[id: string, limit: number, page: number | null, asked: number[]]>([
    ['a', 20, 1, [1]],
    ['e', 20, 2, [1, 2]],
    ['none', 20, null, [1, 2, 3]],
    ['g', 2, null, [1, 2]],
  ])('finds the call %s within %i pages on page %s', async (id, limit, page, asked) => {
    const list = new FakeList('a b c d e f g')
    expect((await findPageOf(id, readOf(list), limit))?.page ?? null).toBe(page)
    expect(list.asked).toEqual(asked)
  })
})

describe('createListPages', () => {
  const ANSWER = { records: [], total: 0, page: 1, size: 3, pages: 0 }

  function setUp() {
    const client = new QueryClient()
    client.setQueryData(sessionQuery().queryKey, makeSession())
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

  it('caches a page and reads it again if a fresh one is requested', async () => {
    const { pages, fetch, answer } = setUp()
    const { signal } = new AbortController()
    expect(pages.cached(LIST)).toBeUndefined()
    const first = pages.read(LIST, false, signal)
    await vi.waitUntil(() => fetch.mock.calls.length === 1)
    answer()
    expect(await first).toEqual(ANSWER)
    expect(pages.cached(LIST)).toEqual(ANSWER)
    await pages.read(LIST, false, signal)
    expect(fetch).toHaveBeenCalledTimes(1)
    const again = pages.read(LIST, true, signal)
    await vi.waitUntil(() => fetch.mock.calls.length === 2)
    answer()
    await again
  })

  it('cancels the request with the search', async () => {
    const { pages, fetch, signals } = setUp()
    const search = new AbortController()
    const page = pages.read(LIST, false, search.signal)
    await vi.waitUntil(() => fetch.mock.calls.length === 1)
    search.abort()
    await expect(page).rejects.toThrow()
    expect(signals[0]?.aborted).toBe(true)
    await expect(pages.read(LIST, false, search.signal)).rejects.toThrow()
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('repeats a request that the table cancelled', async () => {
    const { pages, fetch, client, answer } = setUp()
    const page = pages.read(LIST, false, new AbortController().signal)
    await vi.waitUntil(() => fetch.mock.calls.length === 1)
    void client.cancelQueries({ queryKey: ['records', LIST] })
    await vi.waitUntil(() => fetch.mock.calls.length === 2)
    answer()
    expect(await page).toEqual(ANSWER)
  })
})
