import { useQuery, useQueryClient } from '@tanstack/react-query'
import { hasNextPage, type RecordsPage } from '../calls/call.ts'
import { type ListState, recordsQuery } from './queries.ts'

/**
 * Fetches the page after the one shown, so that turning to it shows it at once. Renders nothing
 * anew, and a failure is left for the turn itself to meet.
 * @param shown the answer to `list`, once it is there
 */
export function useNextPage(list: ListState, shown: RecordsPage | undefined): void {
  const client = useQueryClient()
  useQuery({
    ...recordsQuery({ ...list, page: list.page + 1 }, client),
    enabled: shown !== undefined && hasNextPage(shown) && list.page === shown.page,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    notifyOnChangeProps: [],
  })
}
