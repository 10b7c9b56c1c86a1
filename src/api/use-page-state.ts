import { createParser, parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { type PageState as Filters, recordsParsers } from '../calls/query.ts'

/** Seconds from the start of a recording. Invalid values are ignored. */
const parseAsSeconds = createParser({
  parse: (text) => (/^\d{1,6}(\.\d{1,9})?$/.test(text) ? Number(text) : null),
  serialize: String,
})

const addressParsers = {
  ...recordsParsers,
  call: parseAsString,
  t: parseAsSeconds,
  sort: parseAsString,
}

const NO_CALL = { call: null, t: null } as const

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
      clearFilters: () => void setAddress({ ...NO_FILTERS, page: null, size: null, ...NO_CALL }),
      page: (page: number) => void setAddress({ page, ...NO_CALL }),
      /** Changes the page size. The first call shown stays on the page. */
      size: (size: number, firstRow: number) =>
        void setAddress({ size, page: Math.floor((firstRow - 1) / size) + 1, ...NO_CALL }),
      call: (call: string | null) => void setAddress({ call, t: null }),
      /** Follows the queue, without a history step. */
      follow: (place: { page: number; call: string | null; t?: number }) =>
        void setAddress({ t: null, ...place }, { history: 'replace' }),
      sort: (sort: string | null) => void setAddress({ sort }, { history: 'replace' }),
    }),
    [setAddress],
  )
  const { call, t: timestamp, sort, ...list } = address
  return { list, call, timestamp, sort, change }
}
