import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it, test, vi } from 'vitest'
import { useWrongKey } from './use-list.ts'

afterEach(cleanup)

function goTo(search: string): void {
  history.replaceState(null, '', `/${search}`)
  act(() => void dispatchEvent(new PopStateEvent('popstate')))
}

test.each([
  ['', null],
  ['?range=today&size=100&type=1&type=2', null],
  ['?utm=1&call=whatever&sort=-agent', null],
  ['?size=1000', 'size'],
  ['?type=1&type=x', 'type'],
  ['?sort=nothing', 'sort'],
  ['?agent=Ann&page=last', 'page'],
])('useWrongKey returns for %j the key %j', (search, key) => {
  goTo(search)
  expect(renderHook(() => useWrongKey()).result.current).toBe(key)
})

it('follows Back and Forward', () => {
  goTo('?size=1000')
  const { result } = renderHook(() => useWrongKey())
  goTo('?size=10')
  expect(result.current).toBeNull()
  goTo('?type=x')
  expect(result.current).toBe('type')
})

it('removes its listener when it is unmounted', () => {
  const removed = vi.spyOn(globalThis, 'removeEventListener')
  renderHook(() => useWrongKey()).unmount()
  expect(removed).toHaveBeenCalledWith('popstate', expect.any(Function))
})
