import { createStore } from 'zustand/vanilla'
import { asFailure, type RequestFailure } from '../../api/client.ts'
import type { ListState } from '../../api/queries.ts'
import type { CallRecord, RecordsPage } from '../../calls/call.ts'
import { patch, type ReadableStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import { type ListPages, type ReadListPage, recordedCalls, type Step } from './find-recorded.ts'

/** The list on the page, which the queue plays through. */
export interface QueueView {
  list: ListState
  /** The calls of the page shown; `undefined` while they load. */
  records: readonly CallRecord[] | undefined
  /** The call whose details are open. */
  openId: string | null
  /** Goes to another place of the same list and replaces the history entry. */
  follow: (place: { page: number; call: string | null }) => void
}

/** The calls of the list that the queue plays. */
export const CHOICES = ['all', 'unheard', 'starred', 'noted'] as const
export type Choice = (typeof CHOICES)[number]

/** The calls after the open one, as far as pages are cached. */
export interface Ahead {
  next: CallRecord | null
  /** Calls that follow. */
  count: number
  /** Whether more pages follow that are not cached. */
  hasMore: boolean
}

export interface QueueState {
  /** `end`: there is no further recorded call that way; `failed`: a page of calls did not load. */
  readonly status: 'idle' | 'searching' | 'end' | 'failed'
  /** The direction of the current or last search. */
  readonly step: Step
  /** Why a page did not load; only while the status is `failed`. */
  readonly failure: RequestFailure | null
  /** The call that the queue opened last. */
  readonly opened: string | null
  readonly choice: Choice
}

/** Plays the recorded calls of the list one after the other. */
export interface Queue extends ReadableStore<QueueState> {
  /** Sets the list on the page. */
  show: (view: QueueView) => void
  /**
   * Plays the next recorded call, or the one before.
   * @param mayOpen called once the call is found; `false` cancels
   */
  go: (step: Step, mayOpen?: () => boolean) => void
  /** Continues the search after a page did not load. */
  retry: () => void
  /** Stops the search. */
  stop: () => void
  /** Chooses which calls to play from now on. */
  choose: (choice: Choice) => void
  /** Returns what follows the open call in the cached pages. */
  ahead: () => Promise<Ahead>
  /** Returns the page of the list shown that holds the open call, if it is known. */
  pageOfOpen: () => number | null
  /** Whether only given calls are played, and not the list. */
  isGiven: () => boolean
  /** Follows the player. @returns a function that ends it */
  start: () => () => void
}

interface QueueOptions {
  player: Player
  pages: ListPages
  /** The list on the page at the first play. */
  view: QueueView
  /** Whether a call belongs to a choice. */
  fits?: (call: CallRecord, choice: Choice) => boolean
  /** Returns the calls that are played instead of the list, if any. */
  given?: () => readonly CallRecord[] | null
}

/** The place in a list at which the open call was last seen. */
interface Place {
  filters: string
  /** The number of calls on earlier pages. Unlike the page it survives a change of page size. */
  before: number
}

const always = () => true

const IDLE: QueueState = { status: 'idle', step: 1, failure: null, opened: null, choice: 'all' }

export function createQueue({
  player,
  pages,
  view: first,
  fits = always,
  given = () => null,
}: QueueOptions): Queue {
  const store = createStore<QueueState>(() => IDLE)
  const { getState } = store
  let view = first
  let place: Place | null = null
  let playing: string | undefined
  let searching = new AbortController()
  /** Calls played in this direction. In the other direction they may play again. */
  let passed = new Set<string>()
  /** Calls that were open since the page loaded. A step back plays them whatever the choice. */
  const played = new Set<string>()
  let mayOpen = always

  function placeOn(page: number): Place {
    return { filters: filtersOf(view.list), before: (page - 1) * view.list.size }
  }

  /** Remembers the place of the open call if the page shows it. */
  function updatePlace(): void {
    if (view.records?.some(({ id }) => id === playing)) place = placeOn(view.list.page)
  }

  function passedOn(step: Step): Set<string> {
    return step === getState().step ? passed : new Set(playing === undefined ? [] : [playing])
  }

  function stop(): void {
    searching.abort()
    searching = new AbortController()
    patch(store, { status: 'idle', failure: null })
  }

  /** The given calls, as long as one of them is open. */
  function givenCalls(): readonly CallRecord[] | null {
    const calls = given()
    return calls?.some(({ id }) => id === playing) ? calls : null
  }

  /** Starts at the open call, or at the page shown if the list does not hold the call. */
  function startOfSearch(): { page: number; anchor: string | null } {
    const { page, size } = view.list
    if (playing !== undefined && givenCalls()) return { page: 1, anchor: playing }
    if (!playing || place?.filters !== filtersOf(view.list)) return { page, anchor: null }
    return { page: Math.floor(place.before / size) + 1, anchor: playing }
  }

  /** @param readPage reads a page of the list */
  function search(step: Step, readPage: ReadListPage) {
    const calls = givenCalls()
    const { choice } = getState()
    const passedBefore = passedOn(step)
    return recordedCalls({
      ...startOfSearch(),
      step,
      accepts: (call) =>
        !passedBefore.has(call.id) &&
        (calls !== null || fits(call, choice) || (step === -1 && played.has(call.id))),
      read: calls ? async () => pageOf(calls) : readPage,
    })
  }

  /** Plays a call. The page shown follows if it showed the call before, and no other is open. */
  function open(call: CallRecord, page: number, from: number): void {
    const { list, openId, follow } = view
    const isGiven = givenCalls() !== null
    const wasOpen = openId !== null && openId === playing
    if (!isGiven) place = placeOn(page)
    playing = call.id
    passed.add(call.id)
    played.add(call.id)
    patch(store, { status: 'idle', opened: call.id })
    player.play(call)
    if (isGiven) return
    const turns = page !== list.page && from === list.page && (openId === null || wasOpen)
    if (turns || (wasOpen && page === list.page)) follow({ page, call: wasOpen ? call.id : openId })
  }

  async function searchAndOpen(step: Step): Promise<void> {
    stop()
    const { signal } = searching
    const { list } = view
    const from = startOfSearch()
    patch(store, { status: 'searching', step })
    try {
      const read = (page: number, fresh: boolean) => pages.read({ ...list, page }, fresh, signal)
      const { value: found } = await search(step, read).next()
      if (signal.aborted) return
      if (!found) patch(store, { status: 'end' })
      else if (mayOpen()) open(found.call, found.page, from.page)
      else stop()
    } catch (error) {
      if (signal.aborted) return
      patch(store, { status: 'failed', failure: asFailure(error) })
    }
  }

  function onPlayerChange(): void {
    const id = player.getState().call?.id
    if (id === playing) return
    playing = id
    if (id !== undefined) played.add(id)
    passed = new Set()
    place = null
    updatePlace()
    stop()
  }

  return {
    ...store,
    stop,
    show(next) {
      const { status, step } = getState()
      const isOther = filtersOf(next.list) !== filtersOf(view.list)
      const isNews = isOther || next.records !== view.records
      view = next
      updatePlace()
      if (isOther && status === 'searching') void searchAndOpen(step)
      else if (isNews && status === 'end') stop()
    },
    go(step, may = always) {
      mayOpen = may // of a running search too, because a press by hand overrides it
      const { status, step: before } = getState()
      if (!playing || (step === before && (status === 'searching' || status === 'end'))) return
      passed = passedOn(step).add(playing)
      void searchAndOpen(step)
    },
    retry() {
      mayOpen = always
      void searchAndOpen(getState().step)
    },
    choose(choice) {
      patch(store, { choice })
      stop() // the end of another choice may not be the end of this one
    },
    async ahead() {
      const readCached = async (page: number) => {
        const answer = pages.cached({ ...view.list, page })
        if (!answer) throw new RangeError(`page ${page} is not cached`)
        return answer
      }
      const ahead: Ahead = { next: null, count: 0, hasMore: false }
      try {
        for await (const { call } of search(1, readCached)) {
          ahead.next ??= call
          ahead.count += 1
        }
        return ahead
      } catch {
        return { ...ahead, hasMore: true }
      }
    },
    pageOfOpen: () =>
      place?.filters === filtersOf(view.list)
        ? Math.floor(place.before / view.list.size) + 1
        : null,
    isGiven: () => givenCalls() !== null,
    start() {
      onPlayerChange()
      const unsubscribe = player.subscribe(onPlayerChange)
      return () => {
        unsubscribe()
        searching.abort()
      }
    },
  }
}

/** Identifies a list, whatever page of it is shown. */
function filtersOf({ page: _page, size: _size, ...filters }: ListState): string {
  return JSON.stringify(filters)
}

/** Returns calls as the only page of a list. */
function pageOf(records: readonly CallRecord[]): RecordsPage {
  const { length } = records
  return {
    records: [...records],
    total: length,
    page: 1,
    size: length,
    pages: 1,
    from: '',
    to: '',
    coverage: null,
  }
}
