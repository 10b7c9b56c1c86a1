import type { Player } from '../create-player.ts'
import { createStore } from '../create-store.ts'
import type { Stretch } from '../stretch.ts'
import { watchPosition } from '../watch-position.ts'

/** What is skipped, and how much it was. */
export interface SilenceState {
  readonly skips: boolean
  /** Silent stretches of the open recording as far as they are known, in order, apart. */
  readonly stretches: readonly Stretch[]
  /** Seconds of this recording that were skipped. */
  readonly skipped: number
  /** Where that was, in the order of the jumps. */
  readonly passed: readonly Stretch[]
}

/** Leaves out the silence of recordings. */
export interface SilenceSkip {
  getState: () => SilenceState
  subscribe: (listener: () => void) => () => void
  /** Stays for the calls that follow. */
  setSkips: (skips: boolean) => void
  /** Takes the silent stretches that were found in a call's recording in place of those known. */
  learn: (callId: string, stretches: readonly Stretch[]) => void
}

/** Seconds of silence that stay before and after what is skipped: words need their breath. */
const KEPT = 0.2

/** Makes what skips the silence that `player` meets. */
export function createSilenceSkip(player: Player): SilenceSkip {
  const { getState, subscribe, patch } = createStore<SilenceState>({
    skips: false,
    stretches: [],
    skipped: 0,
    passed: [],
  })
  let callId = player.getState().call?.id

  /** The next silence that is worth a jump from `elapsed` on. */
  function nextSilence(elapsed: number): Stretch | undefined {
    return getState().stretches.find(({ to }) => to - KEPT > elapsed + KEPT)
  }

  player.subscribe(() => {
    const { call } = player.getState()
    if (call?.id === callId) return
    callId = call?.id
    patch({ stretches: [], skipped: 0, passed: [] })
  })
  watchPosition(player, {
    momentAfter(elapsed) {
      const silence = getState().skips && player.getState().canSeek && nextSilence(elapsed)
      return silence ? Math.max(silence.from + KEPT, elapsed) : null
    },
    reached(elapsed) {
      const silence = nextSilence(elapsed)
      if (!silence) return
      const target = silence.to - KEPT
      const { skipped, passed } = getState()
      patch({
        skipped: skipped + target - elapsed,
        passed: [...passed, { from: elapsed, to: target }],
      })
      player.seek(target)
    },
  })

  return {
    getState,
    subscribe,
    setSkips: (skips) => patch({ skips }),
    learn(id, stretches) {
      if (id === player.getState().call?.id) patch({ stretches })
    },
  }
}
