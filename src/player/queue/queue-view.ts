import type { ListState } from '../../api/queries.ts'
import type { CallRecord } from '../../calls/call.ts'

/** The list on the page, which the queue goes through. */
export interface QueueView {
  list: ListState
  /** The calls of the page shown; `undefined` while they are on their way. */
  records: readonly CallRecord[] | undefined
  /** The order in which the calls of any page are shown. */
  order: (calls: readonly CallRecord[]) => CallRecord[]
  /** The call whose details are open. */
  openId: string | null
  /** Goes to another place of the same list, in place of the last step of the history. */
  follow: (place: { page: number; call: string | null }) => void
}

/** What decides which calls there are, whatever page of them is shown. */
export function filtersOf({ page: _page, size: _size, ...filters }: ListState): string {
  return JSON.stringify(filters)
}
