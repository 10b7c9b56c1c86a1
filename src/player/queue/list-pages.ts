import type { QueryClient } from '@tanstack/react-query'
import { RequestFailure } from '../../api/client.ts'
import { type ListState, recordsQuery } from '../../api/queries.ts'
import type { RecordsPage } from '../../calls/call.ts'

/** The pages of lists, shared with the table that shows them. */
export interface ListPages {
  /**
   * One page, remembered for as long as the table would.
   * @throws RequestFailure, or anything once `signal` has aborted
   */
  read: (list: ListState, fresh: boolean, signal: AbortSignal) => Promise<RecordsPage>
  /** One page if it is remembered; nothing is asked. */
  remembered: (list: ListState) => RecordsPage | undefined
}

/** Reads pages through the cache of the page. */
export function createListPages(client: QueryClient): ListPages {
  async function read(
    list: ListState,
    fresh: boolean,
    signal: AbortSignal,
    again = true,
  ): Promise<RecordsPage> {
    signal.throwIfAborted()
    const query = recordsQuery(list, client)
    const { queryKey } = query
    // Only what nobody else waits for ends with the search.
    const stop = () => void client.cancelQueries({ queryKey, exact: true, type: 'inactive' })
    signal.addEventListener('abort', stop)
    try {
      return await client.fetchQuery({ ...query, ...(fresh && { staleTime: 0 }) })
    } catch (error) {
      if (signal.aborted || error instanceof RequestFailure || !again) throw error
      // It was cancelled: the table, which waited for the same page, has gone to another.
      return read(list, fresh, signal, false)
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  return {
    read: (list, fresh, signal) => read(list, fresh, signal),
    remembered: (list) => client.getQueryData(recordsQuery(list, client).queryKey),
  }
}
