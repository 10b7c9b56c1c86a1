import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { type PageState as Filters, pageParsers } from '../contract/query.ts'

const addressParsers = { ...pageParsers, call: parseAsString, sort: parseAsString }

const NO_FILTERS = {
  from: null,
  to: null,
  range: null,
  group: null,
  agent: null,
  type: null,
  reason: null,
  hungUpBy: null,
  number: null,
  country: null,
  label: null,
} as const

export type FilterPatch = { [Key in keyof typeof NO_FILTERS]?: Filters[Key] | null }

/** How a change enters the history: as a step that Back undoes, or in place of the last one. */
export type HistoryStep = 'push' | 'replace'

/** The page's state, which is its address, and the ways to change it. */
export function usePageState() {
  const [address, setAddress] = useQueryStates(addressParsers, { history: 'push', scroll: false })
  const change = useMemo(
    () => ({
      /** Any filter change goes to page 1 and closes the open call. */
      filter: (patch: FilterPatch, history: HistoryStep = 'push') =>
        void setAddress({ ...patch, page: null, call: null }, { history }),
      clearFilters: () => void setAddress({ ...NO_FILTERS, page: null, size: null, call: null }),
      page: (page: number) => void setAddress({ page, call: null }),
      /** The first call shown stays within the page shown. */
      size: (size: number, firstRow: number) =>
        void setAddress({ size, page: Math.floor((firstRow - 1) / size) + 1, call: null }),
      call: (call: string | null) => void setAddress({ call }),
      sort: (sort: string | null) => void setAddress({ sort }, { history: 'replace' }),
    }),
    [setAddress],
  )
  const { call, sort, ...list } = address
  return { list, call, sort, change }
}
