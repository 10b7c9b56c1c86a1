import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it, test } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { makeCall } from '../testing/make-call.ts'
import { addSuggestions, type Suggestions, useSuggestions } from './use-suggestions.ts'

afterEach(cleanup)

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

describe('useSuggestions', () => {
  const pageOf = (agent: string) => ({ records: seenIn({ agent }) })

  /** Renders a field with the suggested agents, and returns those of each time it rendered. */
  function setUp(client = new QueryClient()) {
    const rendered: string[][] = []
    function Field({ agents }: { agents: string[] }) {
      rendered.push(agents)
      return null
    }
    const Page = () => <Field agents={useSuggestions().agents} />
    const { unmount } = render(<Page />, {
      wrapper: ({ children }) => (
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      ),
    })
    const load = (key: unknown[], page: object) => act(() => client.setQueryData(key, page))
    return { client, rendered, unmount, load }
  }

  test('contains calls that were cached before and calls that arrive later', () => {
    const client = new QueryClient()
    client.setQueryData(['records', { page: 1 }], pageOf('Before'))
    const { rendered, load } = setUp(client)
    expect(rendered.at(-1)).toEqual(['Before'])
    const before = rendered.length
    load(['records', { page: 2 }], pageOf('After'))
    expect(rendered.slice(before)).toEqual([['After', 'Before']])
  })

  test('does not render for known names or for other queries', () => {
    const { rendered, load } = setUp()
    load(['records', 1], pageOf('Known'))
    const before = rendered.length
    load(['records', 2], pageOf('Known'))
    load(['session'], pageOf('Other'))
    expect(rendered).toHaveLength(before)
    expect(rendered.at(-1)).toEqual(['Known'])
  })

  test('ignores a failed request, and calls after the end', async () => {
    const { client, rendered, unmount, load } = setUp()
    const queryFn = () => Promise.reject(new Error('gone'))
    await act(() => client.prefetchQuery({ queryKey: ['records', 1], queryFn, retry: false }))
    unmount()
    load(['records', 2], pageOf('Late'))
    expect(rendered).toEqual([[]])
    expect(client.getQueryCache().hasListeners()).toBe(false)
  })
})
