import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { type ListState, recordsQuery } from '../api/queries.ts'
import { hasNextPage, type RecordsPage } from '../calls/call.ts'
import { wrongPageKey } from '../calls/query.ts'

function subscribe(changed: () => void): () => void {
  addEventListener('popstate', changed)
  return () => removeEventListener('popstate', changed)
}

/**
 * Returns the first key of the address with an invalid value, or `null`. Ignoring it would list
 * more calls than the address requests. Only a typed or shared address has one, because the page
 * writes valid values.
 */
export function useWrongKey(): string | null {
  return useSyncExternalStore(subscribe, () => wrongPageKey(new URLSearchParams(location.search)))
}

/**
 * Prefetches the page after the one shown, unless calls that are still being read may change it. It
 * causes no render. A failure shows when the user turns to that page.
 * @param shown the answer to `list`, once it is there
 */
export function useNextPage(list: ListState, shown: RecordsPage | undefined): void {
  const client = useQueryClient()
  useQuery({
    ...recordsQuery({ ...list, page: list.page + 1 }, client, true),
    enabled:
      shown !== undefined &&
      hasNextPage(shown) &&
      list.page === shown.page &&
      !shown.coverage?.reading,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    notifyOnChangeProps: [],
  })
}
