import type { QueryClient } from '@tanstack/react-query'
import { RequestFailure } from '../../api/client.ts'
import { type ListState, recordsQuery } from '../../api/queries.ts'
import type { CallRecord, RecordsPage } from '../../calls/call.ts'

/** Towards the end of the list, or back to its start. */
export type Step = 1 | -1

/** @param fresh requests the page even if it is cached */
export type ReadListPage = (page: number, fresh: boolean) => Promise<RecordsPage>

interface Start {
  page: number
  /** The call to continue from; `null` starts with the first of the page, or with its last. */
  anchor: string | null
}

interface Search extends Start {
  step: Step
  /** Whether the queue may play this call. */
  accepts: (call: CallRecord) => boolean
  read: ReadListPage
}

type Cursor = RecordsPage & Start

/** A call, and the page of the list that holds it. */
interface Found {
  call: CallRecord
  page: number
}

/** After this many changes during a search, the list is searched as it is. */
const MAX_RESTARTS = 3
/** Pages that are searched for a call that is not where it was. */
const MAX_PAGES = 20

/**
 * Yields the recorded calls of a list that `accepts` allows, the nearest first, across its pages, one
 * request at a time. Pages that were read at different times may overlap or miss calls, so differing
 * totals restart the search.
 * @throws what `read` throws
 */
export async function* recordedCalls({
  step,
  accepts,
  read,
  ...start
}: Search): AsyncGenerator<Found, void> {
  let restarts = 0
  let cursor = await locate(read, start, false)
  for (;;) {
    const ahead = callsAhead(cursor, step)
    for (const call of ahead) {
      if (call.recording !== null && accepts(call)) yield { call, page: cursor.page }
    }
    const page = cursor.page + step
    if (page < 1 || page > lastPage(cursor)) return
    const next = await read(page, restarts > 0)
    if (next.total === cursor.total || restarts === MAX_RESTARTS) {
      cursor = { ...next, page, anchor: null }
    } else {
      restarts += 1
      const anchor = ahead.at(-1)?.id ?? cursor.anchor
      cursor = await locate(read, { page: cursor.page, anchor }, true)
    }
  }
}

/**
 * Finds the page of a list that holds the call `id`, among its first `limit` pages.
 * @throws what `read` throws
 */
export async function findPageOf(
  id: string,
  read: ReadListPage,
  limit = MAX_PAGES,
): Promise<Found | null> {
  for (let page = 1; page <= limit; page += 1) {
    const answer = await read(page, false)
    const call = answer.records.find((each) => each.id === id)
    if (call) return { call, page }
    if (page >= lastPage(answer)) return null
  }
  return null
}

/** Returns the last page; of an unknown number, the one after this unless this one is empty. */
function lastPage({ records, page, pages }: RecordsPage): number {
  return pages ?? (records.length > 0 ? page + 1 : page)
}

/**
 * Looks for the call `anchor` on its page and the ones after, because new calls push it down.
 * @returns its page; the first page without an anchor if the call is gone
 */
async function locate(
  read: ReadListPage,
  { page, anchor }: Start,
  fresh: boolean,
): Promise<Cursor> {
  const first: Cursor = { ...(await read(page, fresh)), page, anchor: null }
  if (anchor === null) return first
  let cursor = first
  for (let left = MAX_PAGES; ; left -= 1) {
    if (cursor.records.some(({ id }) => id === anchor)) return { ...cursor, anchor }
    if (left === 0 || cursor.page >= lastPage(cursor)) return first
    const next = cursor.page + 1
    cursor = { ...(await read(next, fresh)), page: next, anchor: null }
  }
}

/** Returns the calls of the page after the anchor, the nearest first. */
function callsAhead({ records, anchor }: Cursor, step: Step): readonly CallRecord[] {
  const inStep = step === 1 ? records : records.toReversed()
  return inStep.slice(inStep.findIndex(({ id }) => id === anchor) + 1)
}

/** The pages of lists, in the cache that the table uses too. */
export interface ListPages {
  /**
   * Reads one page, from the cache for as long as the table would.
   * @throws RequestFailure, or anything once `signal` has aborted
   */
  read: (list: ListState, fresh: boolean, signal: AbortSignal) => Promise<RecordsPage>
  /** Returns one page if it is cached. */
  cached: (list: ListState) => RecordsPage | undefined
}

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
    // an active query belongs to the table and must not be cancelled
    const cancel = () => void client.cancelQueries({ queryKey, exact: true, type: 'inactive' })
    signal.addEventListener('abort', cancel)
    try {
      return await client.fetchQuery({ ...query, ...(fresh && { staleTime: 0 }) })
    } catch (error) {
      if (signal.aborted || error instanceof RequestFailure || !again) throw error
      // the table has turned to another page and cancelled the request
      return read(list, fresh, signal, false)
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
  return {
    read: (list, fresh, signal) => read(list, fresh, signal),
    cached: (list) => client.getQueryData(recordsQuery(list, client).queryKey),
  }
}
