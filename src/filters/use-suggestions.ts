import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import type { CallRecord, RecordsPage } from '../calls/call.ts'

/** Filter suggestions from loaded calls, sorted naturally. */
export interface Suggestions {
  agents: string[]
  groups: string[]
  labels: string[]
  /** Country names by calling code. */
  countries: ReadonlyMap<string, string | null>
}

const NOTHING: Suggestions = { agents: [], groups: [], labels: [], countries: new Map() }
const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

function merge(known: string[], more: (string | null)[]): string[] {
  const all = new Set([...known, ...more.filter((value) => value !== null)])
  return all.size === known.length ? known : [...all].sort(compare)
}

type Countries = Suggestions['countries']

/** Merges countries. A code may come without its name, before or after a call that has it. */
function mergeCountries(known: Countries, calls: readonly CallRecord[]): Countries {
  const all = new Map(known)
  for (const { country } of calls)
    if (country && !all.get(country.code)) all.set(country.code, country.name)
  const same = all.size === known.size && [...all].every(([code, name]) => known.get(code) === name)
  return same ? known : new Map([...all].sort(([a], [b]) => compare(a, b)))
}

/** Returns the suggestions with those of `calls`; the same object if nothing is new. */
export function addSuggestions(known: Suggestions, calls: readonly CallRecord[]): Suggestions {
  const agents = merge(
    known.agents,
    calls.map((call) => call.agent),
  )
  const groups = merge(
    known.groups,
    calls.map((call) => call.group),
  )
  const labels = merge(
    known.labels,
    calls.flatMap((call) => call.labels),
  )
  const countries = mergeCountries(known.countries, calls)
  const same =
    agents === known.agents &&
    groups === known.groups &&
    labels === known.labels &&
    countries === known.countries
  return same ? known : { agents, groups, labels, countries }
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
