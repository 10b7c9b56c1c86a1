import type { CallRecord } from '../../calls/call.ts'

/** Towards the end of the list, or back to its start. */
export type Step = 1 | -1

/** One page of a list, its calls in the order shown. */
export interface ListPage {
  calls: readonly CallRecord[]
  /** Calls on all pages. Two pages of the same total are of the same list. */
  total: number | null
  pages: number | null
}

/** @param fresh as the list is now, not as it was remembered */
export type ReadListPage = (page: number, fresh: boolean) => Promise<ListPage>

interface Start {
  page: number
  /** The call to go on from; `null` begins with the first of the page, or with its last. */
  anchor: string | null
}

interface Search extends Start {
  step: Step
  /** Calls not to be found again. */
  passed: ReadonlySet<string>
  read: ReadListPage
}

type Here = ListPage & Start

/** A list that moves more often during one search is taken as it comes. */
const MOST_MOVES = 3
/** Pages that are looked through for a call that is not where it was. */
const MOST_PAGES = 20

/** The last page; of an unknown number, the one after this, unless this one is empty. */
function lastPage({ calls, page, pages }: Omit<Here, 'anchor'>): number {
  return pages ?? (calls.length > 0 ? page + 1 : page)
}

/**
 * Looks for the call `anchor` on its page and, as new calls push it down the list, on those after.
 * @returns its page; the page it began with, without an anchor, where the call is gone
 */
async function locate(read: ReadListPage, { page, anchor }: Start, fresh: boolean): Promise<Here> {
  const first: Here = { ...(await read(page, fresh)), page, anchor: null }
  if (anchor === null) return first
  let here = first
  for (let left = MOST_PAGES; ; left -= 1) {
    if (here.calls.some(({ id }) => id === anchor)) return { ...here, anchor }
    if (left === 0 || here.page >= lastPage(here)) return first
    const next = here.page + 1
    here = { ...(await read(next, fresh)), page: next, anchor: null }
  }
}

/** The calls of the page from the anchor on, the nearest first. */
function callsAhead({ calls, anchor }: Here, step: Step): readonly CallRecord[] {
  const inStep = step === 1 ? calls : [...calls].reverse()
  return inStep.slice(inStep.findIndex(({ id }) => id === anchor) + 1)
}

/**
 * The nearest recorded call of a list, across its pages, one request at a time. Pages read at
 * different times may overlap or miss calls; where their totals differ, they are read again.
 * @returns `null` at the end of the list
 * @throws what `read` throws
 */
export async function findRecorded({
  step,
  passed,
  read,
  ...start
}: Search): Promise<{ call: CallRecord; page: number } | null> {
  let moves = 0
  let here = await locate(read, start, false)
  for (;;) {
    const ahead = callsAhead(here, step)
    const call = ahead.find(({ id, recording }) => recording !== null && !passed.has(id))
    if (call) return { call, page: here.page }
    const page = here.page + step
    if (page < 1 || page > lastPage(here)) return null
    const next = await read(page, moves > 0)
    if (next.total === here.total || moves === MOST_MOVES) {
      here = { ...next, page, anchor: null }
    } else {
      moves += 1
      const anchor = ahead.at(-1)?.id ?? here.anchor
      here = await locate(read, { page: here.page, anchor }, true)
    }
  }
}

/**
 * The page of a list that holds the call `id`, of its first `limit` pages.
 * @throws what `read` throws
 */
export async function findPageOf(
  id: string,
  read: ReadListPage,
  limit = MOST_PAGES,
): Promise<{ call: CallRecord; page: number } | null> {
  for (let page = 1; page <= limit; page += 1) {
    const answer = await read(page, false)
    const call = answer.calls.find((each) => each.id === id)
    if (call) return { call, page }
    if (page >= lastPage({ ...answer, page })) return null
  }
  return null
}
