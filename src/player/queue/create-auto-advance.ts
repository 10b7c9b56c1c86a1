import { createStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import type { Queue } from './create-queue.ts'

const STORAGE_KEY = 'callboard.autoAdvance'
/** How long a recording that did not play stays before the next is opened. */
const LEAVE_AFTER_MS = 5_000
/** So many in a row, and it is not the recordings: it stays. */
const MOST_FAILURES = 3

export interface AutoAdvanceState {
  readonly isOn: boolean
  /** The recording open failed, and will be left for the next in a moment. */
  readonly leaves: boolean
  /** Calls left because their recording did not play, since one was last chosen by hand. */
  readonly left: number
  /** It would have gone on, but for what is unfinished about the call open. */
  readonly held: boolean
}

/** Plays the next call by itself when one has ended. */
export interface AutoAdvance {
  getState: () => AutoAdvanceState
  subscribe: (listener: () => void) => () => void
  /** Remembered on this computer. */
  set: (isOn: boolean) => void
  /** Stays with the recording that failed. */
  stay: () => void
  /** Follows the player. @returns the function that ends it */
  start: () => () => void
}

/**
 * Makes what goes on by itself. A recording that the queue opened and that does not play is said to
 * have failed, and left after five seconds unless anything is done; one chosen by hand stays.
 * @param isUnfinished whether somebody is in the middle of something with a call, by its id: it is
 * not left then, nor once that is done, as nobody would expect it any more
 */
export function createAutoAdvance(
  player: Player,
  queue: Queue,
  isUnfinished: (id: string) => boolean = () => false,
): AutoAdvance {
  const { getState, subscribe, patch } = createStore<AutoAdvanceState>({
    isOn: readSetting(),
    leaves: false,
    left: 0,
    held: false,
  })
  let seen = player.getState()
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let goesOn = false

  function stay(): void {
    clearTimeout(timer)
    patch({ leaves: false })
  }

  /** Whether the call open may be left; where not, that is said. */
  function mayLeave(): boolean {
    const held = seen.call !== null && isUnfinished(seen.call.id)
    patch({ held })
    return !held
  }

  /** @returns whether it goes on */
  function goOn(): boolean {
    goesOn = mayLeave()
    if (goesOn) queue.go(1, mayLeave) // asked again, since looking for the next can take a while
    return goesOn
  }

  function onEnd(): void {
    // A loop that reaches to the end has gone back by then.
    queueMicrotask(() => {
      if (player.getState().status === 'ended' && player.element()?.paused !== false) goOn()
    })
  }

  function onFailure(): void {
    failures += 1
    if (seen.call?.id !== queue.getState().opened) return
    if (failures >= MOST_FAILURES || seen.failure?.code === 'offline') return
    if (!mayLeave()) return
    patch({ leaves: true })
    timer = setTimeout(() => {
      patch({ leaves: false })
      if (goOn()) patch({ left: getState().left + 1 })
    }, LEAVE_AFTER_MS)
  }

  function onChange(): void {
    const before = seen
    seen = player.getState()
    stay()
    const { call, status } = seen
    if (call?.id !== before.call?.id) {
      goesOn = false
      patch({ held: false })
      if (call?.id !== queue.getState().opened) patch({ left: 0 })
    }
    if (status === 'playing') failures = 0
    if (status === before.status) return
    patch({ held: false })
    if (goesOn) {
      goesOn = false
      queue.stop() // somebody plays the call once more
    }
    if (!getState().isOn) return
    if (status === 'ended') onEnd()
    else if (status === 'failed') onFailure()
  }

  return {
    getState,
    subscribe,
    stay,
    set(isOn) {
      keepSetting(isOn)
      patch({ isOn })
      if (isOn) return
      stay()
      patch({ held: false })
    },
    start() {
      seen = player.getState()
      const unsubscribe = player.subscribe(onChange)
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

function keepSetting(isOn: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, isOn ? 'on' : 'off')
  } catch {
    // without storage the choice lasts as long as the page
  }
}
