import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { NuqsAdapter } from 'nuqs/adapters/react'
import type { PropsWithChildren } from 'react'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { createQueryClient } from './queries.ts'
import { usePageState } from './use-page-state.ts'

afterEach(cleanup)

type Change = ReturnType<typeof usePageState>['change']

function openAt(search: string) {
  history.replaceState(null, '', `/${search}`)
  const client = createQueryClient()
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => new Promise(() => {}))
  const wrapper = ({ children }: PropsWithChildren) => (
    <QueryClientProvider client={client}>
      <NuqsAdapter>{children}</NuqsAdapter>
    </QueryClientProvider>
  )
  return renderHook(() => usePageState(), { wrapper }).result
}

/** Makes a change. Returns the address and whether it is a new history entry. */
async function addressAfter(search: string, make: (change: Change) => void) {
  const state = openAt(search)
  const [push, replace] = [vi.spyOn(history, 'pushState'), vi.spyOn(history, 'replaceState')]
  act(() => make(state.current.change))
  await waitFor(() => expect(push.mock.calls.length + replace.mock.calls.length).toBe(1))
  return { state, search: location.search, pushed: push.mock.calls.length === 1 }
}

describe('reads', () => {
  test.each([
    ['', { page: 1, size: 50, range: null, agent: [], sort: null }, null],
    ['?type=1&type=3&agent=a,b', { type: [1, 3], agent: ['a,b'] }, null],
    ['?call=x&sort=-agent&utm=1', { page: 1, sort: { column: 'agent', descending: true } }, 'x'],
  ])('%j', (search, list, call) => {
    const { current } = openAt(search)
    expect(current.list).toMatchObject(list)
    expect(current.call).toBe(call)
    expect(current.list).not.toHaveProperty('call')
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
  ])('t=%s as the timestamp %s', (t, timestamp) => {
    const { current } = openAt(`?call=x&t=${t}`)
    expect(current.timestamp).toBe(timestamp)
    expect(current.list).not.toHaveProperty('t')
  })
})

describe('writes', () => {
  const AT = '?range=last7d&agent=Ann&page=4&size=20&call=x&t=73&sort=-agent'

  const LIST = '?range=last7d&agent=Ann'
  const FROM = '2026-03-01T00:00:00+08:00'

  test.each<[name: string, make: (change: Change) => void, search: string]>([
    [
      'a filter, and resets the page and the call',
      (change) => change.filter({ reason: [0, 7] }),
      `${LIST}&size=20&sort=-agent&reason=0&reason=7`,
    ],
    [
      'a custom range in place of a preset',
      (change) => change.filter({ from: FROM, range: null }),
      '?agent=Ann&size=20&sort=-agent&from=2026-03-01T00:00:00%2B08:00',
    ],
    [
      'no key for an empty list',
      (change) => change.filter({ agent: [] }),
      '?range=last7d&size=20&sort=-agent',
    ],
    ['no filter', (change) => change.clearFilters(), '?sort=-agent'],
    [
      'a sort, and resets the page and the call',
      (change) => change.sort({ column: 'caller', descending: false }),
      `${LIST}&size=20&sort=caller`,
    ],
    ['no sort', (change) => change.sort(null), `${LIST}&size=20`],
    ['a page', (change) => change.page(5), `${LIST}&page=5&size=20&sort=-agent`],
    ['no key for page 1', (change) => change.page(1), `${LIST}&size=20&sort=-agent`],
    [
      'a size, with the page of the first visible call',
      (change) => change.size(10, 61),
      `${LIST}&page=7&size=10&sort=-agent`,
    ],
    ['a larger size', (change) => change.size(100, 61), `${LIST}&size=100&sort=-agent`],
    ['a call', (change) => change.call('y'), `${LIST}&page=4&size=20&call=y&sort=-agent`],
  ])('%s as a new history entry', async (_name, make, search) => {
    expect(await addressAfter(AT, make)).toMatchObject({ search, pushed: true })
  })

  test.each<[name: string, make: (change: Change) => void, search: string]>([
    [
      'a filter that is still being typed',
      (change) => change.filter({ number: '86' }, 'replace'),
      `${LIST}&size=20&sort=-agent&number=86`,
    ],
    [
      'the page and the call of the player',
      (change) => change.follow({ page: 5, call: 'y' }),
      `${LIST}&page=5&size=20&call=y&sort=-agent`,
    ],
    [
      'the page of a timestamp link',
      (change) => change.follow({ page: 5, call: 'x', t: 73 }),
      `${LIST}&page=5&size=20&call=x&t=73&sort=-agent`,
    ],
  ])('%s in place of the last history entry', async (_name, make, search) => {
    expect(await addressAfter(AT, make)).toMatchObject({ search, pushed: false })
  })

  it('no change to unknown keys', async () => {
    const { search } = await addressAfter('?utm=1&page=2', (change) => change.page(3))
    expect(search).toBe('?utm=1&page=3')
  })
})

test.each<[name: string, make: (change: Change) => void, requests: string[]]>([
  [
    'a filter at once, from page 1',
    (change) => change.filter({ type: [2] }),
    ['?range=last7d&type=2&agent=Ann&sort=-agent'],
  ],
  ['a list without a filter', (change) => change.clearFilters(), ['?sort=-agent']],
  ['nothing for a call', (change) => change.call('y'), []],
])('requests %s', async (_name, make, searches) => {
  const { current } = openAt('?range=last7d&agent=Ann&page=4&sort=-agent')
  await act(async () => make(current.change))
  const urls = vi.mocked(fetch).mock.calls.map(([url]) => `${url}`)
  const asked = urls.filter((url) => url.startsWith('/api/records'))
  expect(asked.map((url) => new Set(url.split(/[?&]/).slice(1)))).toEqual(
    searches.map((search) => new Set(search.slice(1).split('&'))),
  )
})

it('returns stable functions', async () => {
  const state = openAt('')
  const before = state.current.change
  act(() => before.page(2))
  await waitFor(() => expect(state.current.list.page).toBe(2))
  expect(state.current.change).toBe(before)
})
