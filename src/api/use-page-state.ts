import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createParser, parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import {
  type PageState as Filters,
  parsePageState,
  recordsParsers,
  type Sort,
} from '../calls/query.ts'
import { recordsQuery } from './queries.ts'

/** Seconds from the start of a recording. Invalid values are ignored. */
const parseAsSeconds = createParser({
  parse: (text) => (/^\d{1,6}(\.\d{1,9})?$/.test(text) ? Number(text) : null),
  serialize: String,
})

const addressParsers = {
  ...recordsParsers,
  call: parseAsString,
  t: parseAsSeconds,
}

const NO_CALL = { call: null, t: null } as const

/** The keys that `Clear filters` removes. Sort and page stand beside the filters. */
type FilterKey = Exclude<keyof Filters, 'page' | 'size' | 'sort'>

const NO_FILTERS = Object.fromEntries(
  Object.keys(recordsParsers)
    .filter((key) => key !== 'sort')
    .map((key) => [key, null]),
)

const DEFAULTS = parsePageState('')

export type FilterPatch = { [Key in FilterKey]?: Filters[Key] | null }

type ListPatch = { [Key in keyof Filters]?: Filters[Key] | null }

/** Requests the calls of a list after a change, before the page shows it. */
export function requestList(client: QueryClient, list: Filters, patch: ListPatch): void {
  const keys = Object.keys(list) as (keyof Filters)[]
  const next = keys.map((key) => [key, key in patch ? (patch[key] ?? DEFAULTS[key]) : list[key]])
  void client.prefetchQuery(recordsQuery(Object.fromEntries(next), client))
}

/** A view without its page: filters, period and order. */
export type ViewState = Omit<Filters, 'page' | 'size'>

/** `push` adds a history step that Back undoes; `replace` changes the last one. */
export type HistoryStep = 'push' | 'replace'

interface Options {
  history?: HistoryStep
}

/** Returns the page's state, which is its address, and the functions that change it. */
export function usePageState() {
  const client = useQueryClient()
  const [address, setAddress] = useQueryStates(addressParsers, { history: 'push', scroll: false })
  const change = useMemo(() => {
    type Patch = { [Key in keyof typeof address]?: (typeof address)[Key] | null }
    const set = (patch: Patch, options?: Options) => void setAddress(patch, options)
    /** Lists other calls. Requests them before the page renders, which takes as long. */
    function setList(patch: Patch, options?: Options): void {
      void setAddress(({ call, t, ...list }) => {
        requestList(client, list, patch)
        return { ...NO_CALL, ...patch }
      }, options)
    }
    return {
      /** Any filter change goes to page 1 and closes the open call. */
      filter: (patch: FilterPatch, history: HistoryStep = 'push') =>
        setList({ ...patch, page: null }, { history }),
      /** Shows another view from its first page: its filters, period and order. */
      view: (view: ViewState, call: string | null = null) => setList({ ...view, page: null, call }),
      clearFilters: () => setList(NO_FILTERS),
      page: (page: number, call: string | null = null) => setList({ page, call }),
      /** Changes the page size. The first call shown stays on the page. */
      size: (size: number, firstRow: number) =>
        setList({ size, page: Math.floor((firstRow - 1) / size) + 1 }),
      call: (call: string | null) => set({ call, t: null }),
      /** Follows the queue, without a history step. */
      follow: (place: { page: number; call: string | null; t?: number }) =>
        set({ t: null, ...place }, { history: 'replace' }),
      /** Another order is another list, so it starts at page 1. */
      sort: (sort: Sort | null) => setList({ sort, page: null }),
    }
  }, [client, setAddress])
  const { call, t: timestamp, page, ...filters } = address
  const key = JSON.stringify(filters)
  // Equal states are the same object, so that the parts of the page that get them need no render.
  const view = useMemo((): Filters => ({ ...JSON.parse(key), page: 1 }), [key])
  const list = useMemo((): Filters => ({ ...view, page }), [view, page])
  return {
    list,
    /** The list from its first page, which stays the same while the user turns pages. */
    view,
    call,
    timestamp,
    change,
  }
}
