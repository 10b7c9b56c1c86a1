import { createStore } from 'zustand/vanilla'
import { patch, type ReadableStore } from '../lib/store.ts'
import type { Player } from './create-player.ts'
import type { TimeSpan } from './time-span.ts'
import { watchPosition } from './watch-position.ts'

/** Start and end in seconds. A loop without an end is still being chosen. */
export interface LoopState {
  readonly from: number | null
  readonly to: number | null
}

/** Repeats a part of the recording until the call changes. */
export interface Loop extends ReadableStore<LoopState> {
  /** Loops over `span` and seeks there unless playback is inside; `null` ends the loop. */
  set: (span: TimeSpan | null) => void
  /** Starts the loop at the current position, then ends it there, then clears it. */
  mark: () => void
  /** Returns where the loop around `elapsed` ends, or `null` outside of it. */
  endAround: (elapsed: number) => number | null
}

const NO_LOOP: LoopState = { from: null, to: null }
/** A shorter span is taken for a slip of the hand. */
const MIN_LOOP_SECONDS = 0.3

export function createLoop(player: Player): Loop {
  const store = createStore<LoopState>(() => NO_LOOP)
  const { getState } = store
  let callId = player.getState().call?.id

  function set(span: TimeSpan | null): void {
    if (!span || span.to - span.from < MIN_LOOP_SECONDS) {
      patch(store, NO_LOOP)
      return
    }
    patch(store, { from: span.from, to: span.to })
    const { elapsed } = player.getState()
    if (elapsed < span.from || elapsed >= span.to) player.seek(span.from)
  }

  player.subscribe(() => {
    const { call, status } = player.getState()
    if (call?.id !== callId) {
      callId = call?.id
      patch(store, NO_LOOP)
    }
    const { from, to } = getState()
    if (status !== 'ended' || from === null || to === null) return
    player.seek(from) // the loop reaches to the end of the recording
    player.toggle()
  })
  watchPosition(player, {
    nextPosition: () => getState().to,
    onReached: () => player.seek(getState().from ?? 0),
  })

  return {
    ...store,
    set,
    mark() {
      const { elapsed } = player.getState()
      const { from, to } = getState()
      if (from === null) patch(store, { from: elapsed, to: null })
      else if (to === null) set({ from: Math.min(from, elapsed), to: Math.max(from, elapsed) })
      else set(null)
    },
    endAround(elapsed) {
      const { from, to } = getState()
      return from !== null && to !== null && elapsed >= from && elapsed < to ? to : null
    },
  }
}
