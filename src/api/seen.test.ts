import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { createSeenStore } from './seen.ts'

const pageOf = (agent: string) => ({ records: [{ agent, group: null, labels: [], country: null }] })

test('knows the calls that came before anyone asked, and those that come after', () => {
  const client = new QueryClient()
  client.setQueryData(['records', { page: 1 }], pageOf('Before'))
  const store = createSeenStore(client)
  const changed = vi.fn()
  const stop = store.subscribe(changed)
  expect(store.getState().agents).toEqual(['Before'])
  client.setQueryData(['records', { page: 2 }], pageOf('After'))
  expect(store.getState().agents).toEqual(['After', 'Before'])
  expect(changed).toHaveBeenCalledOnce()
  stop()
})

test('says nothing when an answer brings nothing new, and minds no other query', () => {
  const client = new QueryClient()
  client.setQueryData(['records', 1], pageOf('Known'))
  const store = createSeenStore(client)
  const changed = vi.fn()
  const stop = store.subscribe(changed)
  client.setQueryData(['records', 2], pageOf('Known'))
  client.setQueryData(['session'], pageOf('Other'))
  expect(changed).not.toHaveBeenCalled()
  expect(store.getState().agents).toEqual(['Known'])
  stop()
})
