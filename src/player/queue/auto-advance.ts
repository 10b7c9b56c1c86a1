import { createStore } from 'zustand/vanilla'
import { patch, type ReadableStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import type { Queue } from './create-queue.ts'

const STORAGE_KEY = 'callboard.autoAdvance'
/** Time that a failed recording stays before the next is opened. */
const SKIP_DELAY_MS = 5_000
/** After this many failures in a row the cause is not the recordings, and the call stays. */
const MAX_FAILURES = 3

export interface AutoAdvanceState {
  readonly isOn: boolean
  /** Whether the open recording has failed and will be skipped in a moment. */
  readonly willSkip: boolean
  /** Failed recordings skipped since the user last chose a call. */
  readonly skippedCount: number
  /** Whether it stayed on a call with an unfinished note. */
  readonly isHeld: boolean
}

/** Plays the next call when one has ended. */
export interface AutoAdvance extends ReadableStore<AutoAdvanceState> {
  /** Turns it on or off, and stores the choice on this computer. */
  set: (isOn: boolean) => void
  /** Stays with the recording that failed. */
  stay: () => void
  /** Follows the player. @returns a function that ends it */
  start: () => () => void
}

/**
 * Creates the automatic advance. It skips a failed recording only if the queue opened it.
 * @param isEditing whether a note on the call with this id is unfinished. Such a call stays open, also
 * after the edit, because a change then would come as a surprise
 */
export function createAutoAdvance(
  player: Player,
  queue: Queue,
  isEditing: (callId: string) => boolean = () => false,
): AutoAdvance {
  const store = createStore<AutoAdvanceState>(() => ({
    isOn: readSetting(),
    willSkip: false,
    skippedCount: 0,
    isHeld: false,
  }))
  let state = player.getState()
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  /** Whether the queue is searching on behalf of auto-advance. */
  let isAdvancing = false

  function stay(): void {
    clearTimeout(timer)
    patch(store, { willSkip: false })
  }

  function mayLeave(): boolean {
    const isHeld = state.call !== null && isEditing(state.call.id)
    patch(store, { isHeld })
    return !isHeld
  }

  /** @returns whether it advances */
  function advance(): boolean {
    isAdvancing = mayLeave()
    if (isAdvancing) queue.go(1, mayLeave) // checked again, because the search can take a while
    return isAdvancing
  }

  function onEnd(): void {
    // a loop that reaches to the end has sought back by then
    queueMicrotask(() => {
      if (player.getState().status === 'ended' && player.element()?.paused !== false) advance()
    })
  }

  function onFailure(): void {
    failures += 1
    if (state.call?.id !== queue.getState().opened) return
    if (failures >= MAX_FAILURES || state.failure?.code === 'offline') return
    if (!mayLeave()) return
    patch(store, { willSkip: true })
    timer = setTimeout(() => {
      patch(store, { willSkip: false })
      if (advance()) patch(store, { skippedCount: store.getState().skippedCount + 1 })
    }, SKIP_DELAY_MS)
  }

  function onPlayerChange(): void {
    const before = state
    state = player.getState()
    stay()
    const { call, status } = state
    if (call?.id !== before.call?.id) {
      isAdvancing = false
      patch(store, { isHeld: false })
      if (call?.id !== queue.getState().opened) patch(store, { skippedCount: 0 })
    }
    if (status === 'playing') failures = 0
    if (status === before.status) return
    patch(store, { isHeld: false })
    if (isAdvancing) {
      isAdvancing = false
      queue.stop() // the user plays the call again
    }
    if (!store.getState().isOn && !queue.isGiven()) return // given calls are played to their end
    if (status === 'ended') onEnd()
    else if (status === 'failed') onFailure()
  }

  return {
    ...store,
    stay,
    set(isOn) {
      storeSetting(isOn)
      patch(store, { isOn })
      if (isOn) return
      stay()
      patch(store, { isHeld: false })
    },
    start() {
      state = player.getState()
      const unsubscribe = player.subscribe(onPlayerChange)
      return () => {
        unsubscribe()
        clearTimeout(timer)
      }
    },
  }
}

function readSetting(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'on'
  } catch {
    return false // storage may be forbidden
  }
}

function storeSetting(isOn: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, isOn ? 'on' : 'off')
  } catch {
    // without storage the choice lasts as long as the page
  }
}
