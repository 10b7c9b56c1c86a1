import { createStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import type { Stretch } from '../stretch.ts'
import { watchPosition } from '../watch-position.ts'
import { backOver } from './back-over.ts'

/** What is skipped, and how much it was. */
export interface SilenceState {
  readonly skips: boolean
  /** Silent stretches of the open recording as far as they are known, in order, apart. */
  readonly stretches: readonly Stretch[]
  /** What of this recording was skipped, in order, apart: a silence that is skipped twice is one. */
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
  /** Moves the sound by seconds, forth or back; on the way back, what is skipped takes no time. */
  move: (seconds: number) => void
}

/** Seconds of silence that stay before and after what is skipped: words need their breath. */
const KEPT = 0.2
/** Of a loop, less than this (s) is not left alone by its silence: it would turn like a top. */
const LEFT_OF_LOOP = 0.3

/**
 * Makes what skips the silence that `player` meets.
 * @param endOfLoop where the loop ends that the second `elapsed` lies in; `null` for none
 */
export function createSilenceSkip(
  player: Player,
  endOfLoop: (elapsed: number) => number | null = () => null,
): SilenceSkip {
  const { getState, subscribe, patch } = createStore<SilenceState>({
    skips: false,
    stretches: [],
    passed: [],
  })
  let callId = player.getState().call?.id

  /** What is left out with the sound at `elapsed`. Silence at the end of a loop is a part of it. */
  function leftOut(elapsed: number): Stretch[] {
    const { skips, stretches } = getState()
    if (!skips || !player.getState().canSeek) return []
    const end = (endOfLoop(elapsed) ?? Number.POSITIVE_INFINITY) - LEFT_OF_LOOP
    return stretches
      .map(({ from, to }) => ({ from: from + KEPT, to: to - KEPT }))
      .filter(({ from, to }) => from < to && to < end)
  }

  /** The next silence that is worth a jump from `elapsed` on. */
  function nextSilence(elapsed: number): Stretch | undefined {
    return leftOut(elapsed).find(({ to }) => to > elapsed + KEPT)
  }

  player.subscribe(() => {
    const { call } = player.getState()
    if (call?.id === callId) return
    callId = call?.id
    patch({ stretches: [], passed: [] })
  })
  watchPosition(player, {
    momentAfter(elapsed) {
      const silence = nextSilence(elapsed)
      return silence ? Math.max(silence.from, elapsed) : null
    },
    reached(elapsed) {
      const silence = nextSilence(elapsed)
      if (!silence) return
      patch({ passed: joinStretches([...getState().passed, { from: elapsed, to: silence.to }]) })
      player.seek(silence.to)
    },
  })

  return {
    getState,
    subscribe,
    setSkips: (skips) => patch({ skips }),
    learn(id, stretches) {
      if (id === player.getState().call?.id) patch({ stretches })
    },
    move(seconds) {
      const { elapsed } = player.getState()
      // from behind a silence, a step into it would only lead to its end again
      const target = seconds < 0 ? backOver(leftOut(elapsed), elapsed, -seconds) : elapsed + seconds
      player.seek(target)
    },
  }
}

/** Stretches in order and apart, of any. */
function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && from <= last.to) joined[joined.length - 1] = { ...last, to: Math.max(last.to, to) }
    else joined.push({ from, to })
  }
  return joined
}
