import { createParser, parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { type PageState as Filters, recordsParsers, type Sort } from '../calls/query.ts'

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

export type FilterPatch = { [Key in FilterKey]?: Filters[Key] | null }

/** A view without its page: filters, period and order. */
export type ViewState = Omit<Filters, 'page' | 'size'>

/** `push` adds a history step that Back undoes; `replace` changes the last one. */
export type HistoryStep = 'push' | 'replace'

/** Returns the page's state, which is its address, and the functions that change it. */
export function usePageState() {
  const [address, setAddress] = useQueryStates(addressParsers, { history: 'push', scroll: false })
  const change = useMemo(
    () => ({
      /** Any filter change goes to page 1 and closes the open call. */
      filter: (patch: FilterPatch, history: HistoryStep = 'push') =>
        void setAddress({ ...patch, page: null, ...NO_CALL }, { history }),
      /** Shows another view from its first page: its filters, period and order. */
      view: (view: ViewState, call: string | null = null) =>
        void setAddress({ ...view, page: null, call, t: null }),
      clearFilters: () => void setAddress({ ...NO_FILTERS, ...NO_CALL }),
      page: (page: number, call: string | null = null) => void setAddress({ page, call, t: null }),
      /** Changes the page size. The first call shown stays on the page. */
      size: (size: number, firstRow: number) =>
        void setAddress({ size, page: Math.floor((firstRow - 1) / size) + 1, ...NO_CALL }),
      call: (call: string | null) => void setAddress({ call, t: null }),
      /** Follows the queue, without a history step. */
      follow: (place: { page: number; call: string | null; t?: number }) =>
        void setAddress({ t: null, ...place }, { history: 'replace' }),
      /** Another order is another list, so it starts at page 1. */
      sort: (sort: Sort | null) => void setAddress({ sort, page: null, ...NO_CALL }),
    }),
    [setAddress],
  )
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
