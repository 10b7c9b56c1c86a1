import { createStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import type { Stretch } from '../stretch.ts'
import { watchPosition } from '../watch-position.ts'

/** Where the loop begins and ends, in seconds; without an end it is being chosen. */
export interface LoopState {
  readonly from: number | null
  readonly to: number | null
}

/** A stretch of the recording that plays again and again. It ends with its call. */
export interface Loop {
  getState: () => LoopState
  subscribe: (listener: () => void) => () => void
  /** Loops over `stretch`, and goes there where the sound is elsewhere; `null` ends it. */
  set: (stretch: Stretch | null) => void
  /** Begins the loop where the sound is, then ends it there, then lets it go. */
  mark: () => void
  /** Where the loop ends that the second `elapsed` lies in; `null` where it lies in none. */
  endAround: (elapsed: number) => number | null
}

const NONE: LoopState = { from: null, to: null }
/** Shorter stretches (s) are a slip of the hand. */
const SHORTEST = 0.3

/** Makes the loop of `player`. */
export function createLoop(player: Player): Loop {
  const { getState, subscribe, patch } = createStore(NONE)
  let callId = player.getState().call?.id

  function set(stretch: Stretch | null): void {
    if (!stretch || stretch.to - stretch.from < SHORTEST) {
      patch(NONE)
      return
    }
    patch({ from: stretch.from, to: stretch.to })
    const { elapsed } = player.getState()
    if (elapsed < stretch.from || elapsed >= stretch.to) player.seek(stretch.from)
  }

  player.subscribe(() => {
    const { call, status } = player.getState()
    if (call?.id !== callId) {
      callId = call?.id
      patch(NONE)
    }
    const { from, to } = getState()
    if (status !== 'ended' || from === null || to === null) return
    player.seek(from) // the loop ends where the recording does
    player.toggle()
  })
  watchPosition(player, {
    momentAfter: () => getState().to,
    reached: () => player.seek(getState().from ?? 0),
  })

  return {
    getState,
    subscribe,
    set,
    mark() {
      const { elapsed } = player.getState()
      const { from, to } = getState()
      if (from === null) patch({ from: elapsed, to: null })
      else if (to === null) set({ from: Math.min(from, elapsed), to: Math.max(from, elapsed) })
      else set(null)
    },
    endAround(elapsed) {
      const { from, to } = getState()
      return from !== null && to !== null && elapsed >= from && elapsed < to ? to : null
    },
  }
}
