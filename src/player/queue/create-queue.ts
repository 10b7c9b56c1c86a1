import { createStore } from 'zustand/vanilla'
import { asFailure, type RequestFailure } from '../../api/client.ts'
import type { ListState } from '../../api/queries.ts'
import type { CallRecord } from '../../calls/call.ts'
import { patch, type ReadableStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import { findRecorded, type ListPages, type ReadListPage, type Step } from './find-recorded.ts'

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

export interface QueueState {
  /** `end`: there is no further recorded call that way; `failed`: a page of calls did not load. */
  readonly status: 'idle' | 'searching' | 'end' | 'failed'
  /** The direction of the current or last search. */
  readonly step: Step
  /** Why a page did not load; only while the status is `failed`. */
  readonly failure: RequestFailure | null
  /** The call that the queue opened last. */
  readonly opened: string | null
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
  /** Returns the next recorded call if the cached pages hold it. */
  peek: () => Promise<CallRecord | null>
  /** Follows the player. @returns a function that ends it */
  start: () => () => void
}

interface QueueOptions {
  player: Player
  pages: ListPages
  /** The list on the page at the first play. */
  view: QueueView
}

/** The place in a list at which the open call was last seen. */
interface Place {
  filters: string
  /** The number of calls on earlier pages. Unlike the page it survives a change of page size. */
  before: number
}

const always = () => true

const IDLE: QueueState = { status: 'idle', step: 1, failure: null, opened: null }

export function createQueue({ player, pages, view: first }: QueueOptions): Queue {
  const store = createStore<QueueState>(() => IDLE)
  const { getState } = store
  let view = first
  let place: Place | null = null
  let playing: string | undefined
  let search = new AbortController()
  /** Calls played in this direction. In the other direction they may play again. */
  let passed = new Set<string>()
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
    search.abort()
    search = new AbortController()
    patch(store, { status: 'idle', failure: null })
  }

  /** Starts at the open call, or at the page shown if the list does not hold the call. */
  function startOfSearch(): { page: number; anchor: string | null } {
    const { page, size } = view.list
    if (!playing || place?.filters !== filtersOf(view.list)) return { page, anchor: null }
    return { page: Math.floor(place.before / size) + 1, anchor: playing }
  }

  function find(step: Step, read: ReadListPage, from = startOfSearch()) {
    return findRecorded({ ...from, step, passed: passedOn(step), read })
  }

  /** Plays a call. The page shown follows if it showed the call before, and no other is open. */
  function open(call: CallRecord, page: number, from: number): void {
    const { list, openId, follow } = view
    const wasOpen = openId !== null && openId === playing
    place = placeOn(page)
    playing = call.id
    passed.add(call.id)
    patch(store, { status: 'idle', opened: call.id })
    player.play(call)
    const turns = page !== list.page && from === list.page && (openId === null || wasOpen)
    if (turns || (wasOpen && page === list.page)) follow({ page, call: wasOpen ? call.id : openId })
  }

  async function searchAndOpen(step: Step): Promise<void> {
    stop()
    const { signal } = search
    const { list } = view
    const from = startOfSearch()
    patch(store, { status: 'searching', step })
    try {
      const read = (page: number, fresh: boolean) => pages.read({ ...list, page }, fresh, signal)
      const found = await find(step, read, from)
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
    async peek() {
      const readCached = async (page: number) => {
        const answer = pages.cached({ ...view.list, page })
        if (!answer) throw new RangeError(`page ${page} is not cached`)
        return answer
      }
      const found = await find(1, readCached).catch(() => null)
      return found?.call ?? null
    },
    start() {
      onPlayerChange()
      const unsubscribe = player.subscribe(onPlayerChange)
      return () => {
        unsubscribe()
        search.abort()
      }
    },
  }
}

/** Identifies a list, whatever page of it is shown. */
function filtersOf({ page: _page, size: _size, ...filters }: ListState): string {
  return JSON.stringify(filters)
}
