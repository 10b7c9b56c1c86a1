import type { QueryClient } from '@tanstack/react-query'
import type { CallRecord, RecordsPage } from '../calls/call.ts'

/** More than anybody picks by hand; whoever wants more wants a filter. */
const MOST_SELECTED = 10_000

type SelectedCalls = ReadonlyMap<string, CallRecord>

/** Calls picked out of any number of pages: a store for React. */
export interface Selection {
  /** How many calls it can hold. */
  readonly most: number
  /** The calls by their ids, as they were last seen; another map whenever one differs. */
  getState: () => SelectedCalls
  /** @returns the function that ends the subscription */
  subscribe: (listener: () => void) => () => void
  /**
   * Selects a call of those `shown`, or lets go of it; with `range`, it and all between it and the
   * one picked last.
   */
  pick: (shown: readonly CallRecord[], id: string, range: boolean) => void
  /**
   * Goes from a call of those `shown` to the next: away from the one picked last both are selected,
   * back towards it the one left is let go.
   */
  stretch: (shown: readonly CallRecord[], from: string, to: string) => void
  /** Selects all of `calls`, as far as there is room, or lets go of all. */
  set: (calls: readonly CallRecord[], selected: boolean) => void
  clear: () => void
}

/**
 * Holds what is selected until it is cleared. Pages, sorts and filters come and go without it:
 * calls are gathered from several searches, and a stray click on a filter must not lose them.
 * @param client whose pages keep what is known of the selected calls up to date
 */
export function createSelection(client: QueryClient): Selection {
  const listeners = new Set<() => void>()
  let calls: SelectedCalls = new Map()
  /** The call picked last, from which ranges count. */
  let anchor = ''

  function become(next: SelectedCalls): void {
    calls = next
    for (const listener of listeners) listener()
  }

  function set(some: readonly CallRecord[], selected: boolean): void {
    const next = new Map(calls)
    for (const call of some) {
      if (!selected) next.delete(call.id)
      else if (next.has(call.id) || next.size < MOST_SELECTED) next.set(call.id, call)
    }
    become(next)
  }

  client.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] !== 'records' || calls.size === 0) return
    const page = query.state.data as RecordsPage | undefined
    const renewed = page?.records.filter((call) => (calls.get(call.id) ?? call) !== call) ?? []
    if (renewed.length > 0) set(renewed, true)
  })

  return {
    most: MOST_SELECTED,
    getState: () => calls,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pick(shown, id, range) {
      const at = shown.findIndex((call) => call.id === id)
      const last = range ? shown.findIndex((call) => call.id === anchor) : -1
      const from = last < 0 ? at : last
      anchor = id
      set(shown.slice(Math.min(from, at), Math.max(from, at) + 1), !calls.has(id))
    },
    stretch(shown, from, to) {
      const placeOf = (id: string) => shown.findIndex((call) => call.id === id)
      if (!calls.has(from) || placeOf(anchor) < 0) anchor = from
      const [at, next, start] = [placeOf(from), placeOf(to), placeOf(anchor)]
      if (Math.abs(next - start) > Math.abs(at - start))
        set(shown.slice(Math.min(at, next), Math.max(at, next) + 1), true)
      else set(shown.slice(at, at + 1), false)
    },
    set,
    clear: () => become(new Map()),
  }
}
