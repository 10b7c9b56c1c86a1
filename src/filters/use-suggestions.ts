import { type QueryClient, replaceEqualDeep, useQueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import type { CallRecord, RecordsPage } from '../calls/call.ts'

/** Filter suggestions from loaded calls, sorted naturally. */
export interface Suggestions {
  agents: string[]
  groups: string[]
  labels: string[]
  /** Country names by calling code. An object keeps such keys in the order of their numbers. */
  countries: Record<string, string | null>
}

const NOTHING: Suggestions = { agents: [], groups: [], labels: [], countries: {} }
const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Returns the suggestions with those of `calls`; the same object if nothing is new. */
export function addSuggestions(known: Suggestions, calls: readonly CallRecord[]): Suggestions {
  function merge(names: string[], namesOf: (call: CallRecord) => (string | null)[]): string[] {
    const all = new Set([...names, ...calls.flatMap(namesOf).filter((name) => name !== null)])
    return all.size === names.length ? names : [...all].sort(compare)
  }
  const countries = { ...known.countries }
  // A code may come without its name, before or after a call that has it.
  for (const { country } of calls) if (country) countries[country.code] ||= country.name
  return replaceEqualDeep(known, {
    agents: merge(known.agents, (call) => [call.agent]),
    groups: merge(known.groups, (call) => [call.group]),
    labels: merge(known.labels, (call) => call.labels),
    countries,
  })
}

/** Collects suggestions from the query cache, for the life of the page. */
export function createSuggestionStore(client: QueryClient) {
  const cache = client.getQueryCache()
  let known = NOTHING
  return {
    getState: () => known,
    subscribe: (changed: () => void) => {
      // The first calls may be cached already, because the filters load separately.
      for (const { state } of cache.findAll({ queryKey: ['records'] }))
        known = addPage(known, state.data)
      return cache.subscribe(({ query }) => {
        if (query.queryKey[0] !== 'records') return
        const next = addPage(known, query.state.data)
        if (next === known) return
        known = next
        changed()
      })
    },
  }
}

/** @param page the cached answer for a list; undefined until there is one */
function addPage(known: Suggestions, page: unknown): Suggestions {
  return page ? addSuggestions(known, (page as RecordsPage).records) : known
}

/** Returns the suggestions from all loaded calls. */
export function useSuggestions(): Suggestions {
  const client = useQueryClient()
  const [store] = useState(() => createSuggestionStore(client))
  return useSyncExternalStore(store.subscribe, store.getState)
}
