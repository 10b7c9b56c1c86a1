import type { QueryClient } from '@tanstack/react-query'
import { createStore } from 'zustand/vanilla'
import type { CallRecord, RecordsPage } from '../calls/call.ts'

/** More than anybody picks by hand; a filter fits better above that. */
const MAX_SELECTED = 10_000

type SelectedCalls = ReadonlyMap<string, CallRecord>

/** Calls selected on any number of pages; the state maps their ids to the calls as last seen. */
export type Selection = ReturnType<typeof createSelection>

/**
 * Creates the selection. It outlives pages, sorts and filters, because calls are gathered from
 * several searches and a stray click on a filter must not lose them.
 * @param client its pages keep the selected calls up to date
 */
export function createSelection(client: QueryClient) {
  const { getState, setState, subscribe } = createStore<SelectedCalls>(() => new Map())
  /** The call picked last; ranges start from it. */
  let anchor = ''

  /** Selects as many of `calls` as there is room for, or deselects all of them. */
  function set(calls: readonly CallRecord[], selected: boolean): void {
    const next = new Map(getState())
    for (const call of calls) {
      if (!selected) next.delete(call.id)
      else if (next.has(call.id) || next.size < MAX_SELECTED) next.set(call.id, call)
    }
    setState(next, true)
  }

  client.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] !== 'records' || getState().size === 0) return
    const page = query.state.data as RecordsPage | undefined
    const renewed = page?.records.filter((call) => (getState().get(call.id) ?? call) !== call) ?? []
    if (renewed.length > 0) set(renewed, true)
  })

  return {
    /** The number of calls it can hold. */
    max: MAX_SELECTED,
    getState,
    subscribe,
    /**
     * Selects or deselects a call of those `shown`; with `range`, all between it and the one picked
     * last.
     */
    pick(shown: readonly CallRecord[], id: string, range: boolean): void {
      const at = shown.findIndex((call) => call.id === id)
      const last = range ? shown.findIndex((call) => call.id === anchor) : -1
      const from = last < 0 ? at : last
      anchor = id
      set(shown.slice(Math.min(from, at), Math.max(from, at) + 1), !getState().has(id))
    },
    /**
     * Extends the selection from a call of those `shown` to the next. Back towards the one picked
     * last, it deselects the call it leaves.
     */
    extend(shown: readonly CallRecord[], from: string, to: string): void {
      const placeOf = (id: string) => shown.findIndex((call) => call.id === id)
      if (!getState().has(from) || placeOf(anchor) < 0) anchor = from
      const [at, next, start] = [placeOf(from), placeOf(to), placeOf(anchor)]
      if (Math.abs(next - start) > Math.abs(at - start))
        set(shown.slice(Math.min(at, next), Math.max(at, next) + 1), true)
      else set(shown.slice(at, at + 1), false)
    },
    set,
    clear: () => setState(new Map(), true),
  }
}
