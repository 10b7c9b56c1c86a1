import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it, test, vi } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { makeCall } from '../testing/make-call.ts'
import { addSuggestions, createSuggestionStore, type Suggestions } from './use-suggestions.ts'

const bare = { agent: null, group: null, labels: [], country: null }
const seenIn = (...parts: Partial<CallRecord>[]) =>
  parts.map((part) => makeCall({ ...bare, ...part }))

const NOTHING: Suggestions = { agents: [], groups: [], labels: [], countries: {} }

describe('addSuggestions', () => {
  it('collects each name once in natural order', () => {
    const calls = seenIn(
      { agent: 'Agent 10', group: 'West', labels: ['vip', 'late'] },
      { agent: 'agent 9', group: 'East', labels: ['late'] },
      { agent: 'Agent 10', group: null, labels: [] },
    )
    expect(addSuggestions(NOTHING, calls)).toEqual({
      agents: ['agent 9', 'Agent 10'],
      groups: ['East', 'West'],
      labels: ['late', 'vip'],
      countries: {},
    })
  })

  const china = { code: '86', name: 'China' }
  const nameless = { code: '86', name: null }

  test.each<[name: string, first: CallRecord['country'][], then: CallRecord['country'][]]>([
    ['in one page, name first', [china, nameless], []],
    ['in one page, name last', [nameless, china], []],
    ['in another page, name first', [china], [nameless]],
    ['in another page, name last', [nameless], [china]],
  ])('keeps the name of a country that has one in some calls: %s', (_name, first, then) => {
    const calls = (countries: CallRecord['country'][]) =>
      seenIn(...countries.map((country) => ({ country })))
    const seen = addSuggestions(addSuggestions(NOTHING, calls(first)), calls(then))
    expect(seen.countries).toEqual({ '86': 'China' })
  })

  it('sorts countries by their numeric code', () => {
    const codes = ['86', '1', '852', '91']
    const calls = seenIn(...codes.map((code) => ({ country: { code, name: null } })))
    expect(Object.keys(addSuggestions(NOTHING, calls).countries)).toEqual(['1', '86', '91', '852'])
  })

  it('returns the same object if nothing is new', () => {
    const calls = seenIn({ agent: 'Ann', group: 'A', labels: ['l'], country: nameless })
    const seen = addSuggestions(NOTHING, calls)
    expect(addSuggestions(seen, calls)).toBe(seen)
    expect(addSuggestions(seen, [])).toBe(seen)
  })
})

describe('createSuggestionStore', () => {
  const pageOf = (agent: string) => ({ records: seenIn({ agent }) })

  test('contains calls cached before the first subscription and calls that arrive later', () => {
    const client = new QueryClient()
    client.setQueryData(['records', { page: 1 }], pageOf('Before'))
    const store = createSuggestionStore(client)
    const changed = vi.fn()
    const stop = store.subscribe(changed)
    expect(store.getState().agents).toEqual(['Before'])
    client.setQueryData(['records', { page: 2 }], pageOf('After'))
    expect(store.getState().agents).toEqual(['After', 'Before'])
    expect(changed).toHaveBeenCalledOnce()
    stop()
  })

  test('does not notify of known names or of other queries', () => {
    const client = new QueryClient()
    client.setQueryData(['records', 1], pageOf('Known'))
    const store = createSuggestionStore(client)
    const changed = vi.fn()
    const stop = store.subscribe(changed)
    client.setQueryData(['records', 2], pageOf('Known'))
    client.setQueryData(['session'], pageOf('Other'))
    expect(changed).not.toHaveBeenCalled()
    expect(store.getState().agents).toEqual(['Known'])
    stop()
  })

  test('ignores a failed request, and does not notify after the end', async () => {
    const client = new QueryClient()
    const store = createSuggestionStore(client)
    const changed = vi.fn()
    const stop = store.subscribe(changed)
    const queryFn = () => Promise.reject(new Error('gone'))
    await client.prefetchQuery({ queryKey: ['records', 1], queryFn, retry: false })
    stop()
    client.setQueryData(['records', 2], pageOf('Late'))
    expect(changed).not.toHaveBeenCalled()
    expect(store.getState()).toEqual(NOTHING)
  })
})
