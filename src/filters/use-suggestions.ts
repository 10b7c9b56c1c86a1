import { type Query, replaceEqualDeep, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
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

/** Returns the suggestions from all calls that were loaded since the page was opened. */
export function useSuggestions(): Suggestions {
  const cache = useQueryClient().getQueryCache()
  const [known, setKnown] = useState(NOTHING)
  useEffect(() => {
    function add({ queryKey, state }: Query): void {
      const page = state.data as RecordsPage | undefined
      if (queryKey[0] === 'records' && page)
        setKnown((before) => addSuggestions(before, page.records))
    }
    // The first calls may be cached already, because the filters load separately.
    cache.getAll().forEach(add)
    return cache.subscribe(({ type, query }) => type === 'updated' && add(query))
  }, [cache])
  return known
}
