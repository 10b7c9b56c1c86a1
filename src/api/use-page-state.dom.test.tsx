import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { NuqsAdapter } from 'nuqs/adapters/react'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { usePageState } from './use-page-state.ts'

afterEach(cleanup)

type Change = ReturnType<typeof usePageState>['change']

function openAt(search: string) {
  history.replaceState(null, '', `/${search}`)
  return renderHook(() => usePageState(), { wrapper: NuqsAdapter }).result
}

/** The address after a change, and how often the history grew and was written over. */
async function addressAfter(search: string, make: (change: Change) => void) {
  const state = openAt(search)
  const [push, replace] = [vi.spyOn(history, 'pushState'), vi.spyOn(history, 'replaceState')]
  act(() => make(state.current.change))
  await waitFor(() => expect(push.mock.calls.length + replace.mock.calls.length).toBe(1))
  return { state, search: location.search, pushed: push.mock.calls.length === 1 }
}

describe('reads', () => {
  test.each([
    ['', { page: 1, size: 50, range: null, agent: [] }, null, null],
    ['?type=1&type=3&agent=a,b', { type: [1, 3], agent: ['a,b'] }, null, null],
    ['?call=x&sort=-agent&utm=1', { page: 1 }, 'x', '-agent'],
  ])('%j', (search, list, call, sort) => {
    const { current } = openAt(search)
    expect(current.list).toMatchObject(list)
    expect([current.call, current.sort]).toEqual([call, sort])
    expect(Object.keys(current.list)).not.toEqual(expect.arrayContaining(['call']))
  })

  test.each([
    ['73', 73],
    ['73.5', 73.5],
    ['0', 0],
    ['-3', null],
    ['1:13', null],
    ['soon', null],
    ['1e3', null],
    ['', null],
  ])('t=%s as the second %s', (t, timestamp) => {
    const { current } = openAt(`?call=x&t=${t}`)
    expect(current.timestamp).toBe(timestamp)
    expect(current.list).not.toHaveProperty('t')
  })
})

describe('writes', () => {
  const AT = '?range=last7d&agent=Ann&page=4&size=20&call=x&t=73&sort=-agent'

  test.each<[name: string, make: (change: Change) => void, search: string, pushed: boolean]>([
    [
      'a filter: page 1, no call open',
      (change) => change.filter({ reason: [0, 7] }),
      '?range=last7d&agent=Ann&size=20&sort=-agent&reason=0&reason=7',
      true,
    ],
    [
      'a filter in place of the last step',
      (change) => change.filter({ number: '86' }, 'replace'),
      '?range=last7d&agent=Ann&size=20&sort=-agent&number=86',
      false,
    ],
    [
      'a custom range in place of a preset',
      (change) => change.filter({ from: '2026-03-01T00:00:00+08:00', range: null }),
      '?agent=Ann&size=20&sort=-agent&from=2026-03-01T00:00:00%2B08:00',
      true,
    ],
    [
      'a list that is empty: no key',
      (change) => change.filter({ agent: [] }),
      '?range=last7d&size=20&sort=-agent',
      true,
    ],
    ['no filter at all', (change) => change.clearFilters(), '?sort=-agent', true],
    [
      'a page',
      (change) => change.page(5),
      '?range=last7d&agent=Ann&page=5&size=20&sort=-agent',
      true,
    ],
    [
      'page 1: no key',
      (change) => change.page(1),
      '?range=last7d&agent=Ann&size=20&sort=-agent',
      true,
    ],
    [
      'a size, with the page of the first call shown',
      (change) => change.size(10, 61),
      '?range=last7d&agent=Ann&page=7&size=10&sort=-agent',
      true,
    ],
    [
      'a larger size',
      (change) => change.size(100, 61),
      '?range=last7d&agent=Ann&size=100&sort=-agent',
      true,
    ],
    [
      'a call',
      (change) => change.call('y'),
      '?range=last7d&agent=Ann&page=4&size=20&call=y&sort=-agent',
      true,
    ],
    [
      'a sort, which is no step',
      (change) => change.sort('caller'),
      '?range=last7d&agent=Ann&page=4&size=20&call=x&t=73&sort=caller',
      false,
    ],
    [
      'a place that the recordings lead to, which is none either',
      (change) => change.follow({ page: 5, call: 'y' }),
      '?range=last7d&agent=Ann&page=5&size=20&call=y&sort=-agent',
      false,
    ],
    [
      'the place of a timestamp',
      (change) => change.follow({ page: 5, call: 'x', t: 73 }),
      '?range=last7d&agent=Ann&page=5&size=20&call=x&t=73&sort=-agent',
      false,
    ],
  ])('%s', async (_name, make, search, pushed) => {
    const found = await addressAfter(AT, make)
    expect({ search: found.search, pushed: found.pushed }).toEqual({ search, pushed })
  })

  it('keeps keys that are not its own', async () => {
    expect((await addressAfter('?utm=1&page=2', (change) => change.page(3))).search).toBe(
      '?utm=1&page=3',
    )
  })
})

it('changes by functions that stay the same', async () => {
  const state = openAt('')
  const before = state.current.change
  act(() => before.page(2))
  await waitFor(() => expect(state.current.list.page).toBe(2))
  expect(state.current.change).toBe(before)
})
