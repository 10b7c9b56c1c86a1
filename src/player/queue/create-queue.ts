import { asFailure, type RequestFailure } from '../../api/client.ts'
import type { CallRecord } from '../../calls/call.ts'
import { createStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import { findRecorded, type ListPage, type Step } from './find-recorded.ts'
import type { ListPages } from './list-pages.ts'
import { filtersOf, type QueueView } from './queue-view.ts'

export interface QueueState {
  /** `end`: there is no further recorded call that way; `failed`: a page of calls did not load. */
  readonly status: 'idle' | 'looking' | 'end' | 'failed'
  /** Which way it looks, or looked last. */
  readonly step: Step
  /** Why a page did not load; only while the status is `failed`. */
  readonly failure: RequestFailure | null
  /** The call that the queue opened last. */
  readonly opened: string | null
}

/** The recorded calls of the list on the page, one after the other. */
export interface Queue {
  getState: () => QueueState
  subscribe: (listener: () => void) => () => void
  /** Takes what the page shows now. */
  show: (view: QueueView) => void
  /**
   * Plays the next recorded call, or the one before.
   * @param mayOpen asked once it is found; without it nothing keeps it from being opened
   */
  go: (step: Step, mayOpen?: () => boolean) => void
  /** Looks on where a page did not load. */
  retry: () => void
  /** Gives up looking. */
  stop: () => void
  /** The next recorded call, as far as it is known without asking for a page. */
  peek: () => Promise<CallRecord | null>
  /** Follows what the player plays. @returns the function that ends it */
  start: () => () => void
}

interface QueueParts {
  player: Player
  pages: ListPages
  /** What the page showed when the call was started. */
  view: QueueView
}

/** Where in a list the call that is played was last seen. */
interface Place {
  filters: string
  /** Calls on the pages before; other than the page it stays when the size of pages changes. */
  before: number
}

const always = () => true

const IDLE: QueueState = { status: 'idle', step: 1, failure: null, opened: null }

/** Makes the queue of `player`; it opens nothing until it is asked to. */
export function createQueue({ player, pages, view: first }: QueueParts): Queue {
  const { getState, subscribe, patch } = createStore(IDLE)
  let view = first
  let place: Place | null = null
  let playing: string | undefined
  let search = new AbortController()
  let passed = new Set<string>()
  let mayOpen = always

  function placeOn(page: number): Place {
    return { filters: filtersOf(view.list), before: (page - 1) * view.list.size }
  }

  /** Notes where the call that is played stands, if the page shows it. */
  function notePlace(): void {
    if (view.records?.some(({ id }) => id === playing)) place = placeOn(view.list.page)
  }

  /** What was played on the way: the other way it may be played again. */
  function passedOn(step: Step): Set<string> {
    return step === getState().step ? passed : new Set(playing === undefined ? [] : [playing])
  }

  function stop(): void {
    search.abort()
    search = new AbortController()
    patch({ status: 'idle', failure: null })
  }

  /** Where to look on from: the call that is played, or the page shown where it is not listed. */
  function startOfSearch(): { page: number; anchor: string | null } {
    const { page, size } = view.list
    if (!playing || place?.filters !== filtersOf(view.list)) return { page, anchor: null }
    return { page: Math.floor(place.before / size) + 1, anchor: playing }
  }

  function find(
    step: Step,
    read: (page: number, fresh: boolean) => ReturnType<ListPages['read']>,
    from = startOfSearch(),
  ) {
    const { order } = view
    const readInOrder = async (page: number, fresh: boolean): Promise<ListPage> => {
      const { records, total, pages } = await read(page, fresh)
      return { calls: order(records), total, pages }
    }
    return findRecorded({ ...from, step, passed: passedOn(step), read: readInOrder })
  }

  /** The page shown goes along where it showed the call before, and nothing else was opened. */
  function open(call: CallRecord, page: number, from: number): void {
    const { list, openId, follow } = view
    const wasOpen = openId !== null && openId === playing
    place = placeOn(page)
    playing = call.id
    passed.add(call.id)
    patch({ status: 'idle', opened: call.id })
    player.play(call)
    const turns = page !== list.page && from === list.page && (openId === null || wasOpen)
    if (turns || (wasOpen && page === list.page)) follow({ page, call: wasOpen ? call.id : openId })
  }

  async function look(step: Step): Promise<void> {
    stop()
    const { signal } = search
    const { list } = view
    const from = startOfSearch()
    patch({ status: 'looking', step })
    try {
      const read = (page: number, fresh: boolean) => pages.read({ ...list, page }, fresh, signal)
      const found = await find(step, read, from)
      if (signal.aborted) return
      if (!found) patch({ status: 'end' })
      else if (mayOpen()) open(found.call, found.page, from.page)
      else stop()
    } catch (error) {
      if (signal.aborted) return
      patch({ status: 'failed', failure: asFailure(error) })
    }
  }

  return {
    getState,
    subscribe,
    stop,
    show(next) {
      const { status, step } = getState()
      const isOther = filtersOf(next.list) !== filtersOf(view.list)
      const isNews = isOther || next.records !== view.records
      view = next
      notePlace()
      if (isOther && status === 'looking') void look(step)
      else if (isNews && status === 'end') stop()
    },
    go(step, may = always) {
      mayOpen = may // also of a search under way: who asks by hand is not kept waiting
      const { status, step: before } = getState()
      if (!playing || (step === before && (status === 'looking' || status === 'end'))) return
      passed = passedOn(step).add(playing)
      void look(step)
    },
    retry() {
      mayOpen = always
      void look(getState().step)
    },
    peek() {
      const known = async (page: number) => {
        const answer = pages.remembered({ ...view.list, page })
        if (!answer) throw new RangeError(`page ${page} is not known`)
        return answer
      }
      const next = find(1, known)
      return next.then((found) => found?.call ?? null).catch(() => null)
    },
    start() {
      function follow(): void {
        const id = player.getState().call?.id
        if (id === playing) return
        playing = id
        passed = new Set()
        place = null
        notePlace()
        stop()
      }
      follow()
      const unsubscribe = player.subscribe(follow)
      return () => {
        unsubscribe()
        search.abort()
      }
    },
  }
}
