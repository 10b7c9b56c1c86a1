import { describe, expect, it } from 'vitest'
import { FakeList, viewOf } from '../../testing/fake-list.ts'
import { findPageOf, findRecorded, type ReadListPage, type Step } from './find-recorded.ts'

const { list: LIST } = viewOf([])
const { signal } = new AbortController()

function readOf(list: FakeList): ReadListPage {
  return async (page, fresh) => {
    const { records: calls, ...rest } = await list.read({ ...LIST, page }, fresh, signal)
    return { calls, ...rest }
  }
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
  const result = await findRecorded({
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
    ['beside', { ids: 'a b c', page: 1, anchor: 'a', step: 1 }, 'b on 1', [1]],
    ['before', { ids: 'a b c', page: 1, anchor: 'c', step: -1 }, 'b on 1', [1]],
    ['past one without', { ids: 'a -b c', page: 1, anchor: 'a', step: 1 }, 'c on 1', [1]],
    ['on the next page', { ids: 'a b c d', page: 1, anchor: 'c', step: 1 }, 'd on 2', [1, 2]],
    ['on the page before', { ids: 'a b c d', page: 2, anchor: 'd', step: -1 }, 'c on 1', [2, 1]],
    [
      'past pages without any',
      { ids: 'a b c -d -e -f -g -h -i j', page: 1, anchor: 'c', step: 1 },
      'j on 4',
      [1, 2, 3, 4],
    ],
    ['none at the end', { ids: 'a b c -d', page: 1, anchor: 'c', step: 1 }, null, [1, 2]],
    ['none at the start', { ids: '-a b c', page: 1, anchor: 'b', step: -1 }, null, [1]],
    ['none in an empty list', { ids: '', page: 1, anchor: null, step: 1 }, null, [1]],
    ['none past the last page', { ids: 'a b c', page: 9, anchor: null, step: 1 }, null, [9]],
    ['the first of a page', { ids: 'a b c -d e', page: 2, anchor: null, step: 1 }, 'e on 2', [2]],
    ['the last of a page', { ids: 'a b -c', page: 1, anchor: null, step: -1 }, 'b on 1', [1]],
    [
      'not one that was passed',
      { ids: 'a b c d', page: 1, anchor: 'a', step: 1, passed: 'a b c' },
      'd on 2',
      [1, 2],
    ],
    [
      'after one that was pushed to another page',
      { ids: 'x y z p q a b', page: 1, anchor: 'a', step: 1 },
      'b on 3',
      [1, 2, 3],
    ],
    [
      'before one that was pushed to another page',
      { ids: 'x y z p q a b', page: 1, anchor: 'a', step: -1 },
      'q on 2',
      [1, 2],
    ],
    [
      'on its own page, where it is gone from the list',
      { ids: 'a b c d', page: 2, anchor: 'gone', step: 1 },
      'd on 2',
      [2],
    ],
  ])('%s', async (_name, at, place, asked) => {
    expect(await found(at)).toEqual({ place, asked })
  })
})

describe('while new calls come', () => {
  it('plays none twice: the last of a page that became the first of the next', async () => {
    const list = new FakeList('a b c d e f')
    const read = readOf(list)
    await read(1, false)
    list.come('new')
    const passed = new Set(['a', 'b', 'c'])
    const next = await findRecorded({ page: 1, anchor: 'c', step: 1, passed, read })
    expect(next?.call.id).toBe('d')
  })

  it('skips none: what moved from a page read anew to one remembered', async () => {
    const list = new FakeList('a b c d e f')
    const read = readOf(list)
    await read(2, false)
    list.come('new')
    // Page 1 is now `new a b`, page 2 is remembered as `d e f`: c is on neither.
    const passed = new Set(['a', 'b'])
    const next = await findRecorded({ page: 1, anchor: 'b', step: 1, passed, read })
    expect(next).toMatchObject({ call: { id: 'c' }, page: 2 })
  })

  it('skips none on the way back', async () => {
    const list = new FakeList('a b c d e f')
    const read = readOf(list)
    await read(2, false)
    list.come('new')
    // Page 2 is remembered as `d e f`, page 1 is `new a b`: c is on neither.
    const next = await findRecorded({ page: 2, anchor: 'd', step: -1, passed: new Set('d'), read })
    expect(next).toMatchObject({ call: { id: 'c' }, page: 2 })
  })

  it('comes to an end in a list that moves with every page', async () => {
    const list = new FakeList('a b c -d -e -f -g -h -i j')
    const read: ReadListPage = (page, fresh) => {
      list.come('-n')
      return readOf(list)(page, fresh)
    }
    const next = await findRecorded({ page: 1, anchor: 'c', step: 1, passed: new Set('abc'), read })
    expect(next?.call.id).toBe('j')
  })
})

it('asks for one page at a time', async () => {
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
  await findRecorded({ page: 1, anchor: 'a', step: 1, passed: new Set(), read })
  expect(most).toBe(1)
})

it('fails as the page that failed', async () => {
  const list = new FakeList('a b c d')
  const read = readOf(list)
  await read(1, false)
  list.failure = new Error('gone')
  const search = findRecorded({ page: 1, anchor: 'c', step: 1, passed: new Set(), read })
  await expect(search).rejects.toThrow('gone')
})

describe('findPageOf', () => {
  it.each<[id: string, limit: number, page: number | null, asked: number[]]>([
    ['a', 20, 1, [1]],
    ['e', 20, 2, [1, 2]],
    ['none', 20, null, [1, 2, 3]],
    ['g', 2, null, [1, 2]],
  ])('finds %s within %i pages on %s', async (id, limit, page, asked) => {
    const list = new FakeList('a b c d e f g')
    expect((await findPageOf(id, readOf(list), limit))?.page ?? null).toBe(page)
    expect(list.asked).toEqual(asked)
  })
})
