import { createStore } from 'zustand/vanilla'
import { patch, type ReadableStore } from '../lib/store.ts'
import type { Player } from './create-player.ts'
import { mergeTimeSpans, type TimeSpan } from './time-span.ts'
import { watchPosition } from './watch-position.ts'

export interface SkipSilenceState {
  readonly isOn: boolean
  /** The silences of the open recording as far as they are known, in order. */
  readonly silences: readonly TimeSpan[]
  /** The parts of this recording that were skipped, in order and without overlaps. */
  readonly skipped: readonly TimeSpan[]
}

/** Skips the silences of recordings. */
export interface SkipSilence extends ReadableStore<SkipSilenceState> {
  /** Turns it on or off, for later calls too. */
  setOn: (isOn: boolean) => void
  /** Sets the silences that were found in the recording of a call. */
  setSilences: (callId: string, silences: readonly TimeSpan[]) => void
  /** Seeks by seconds. On the way back, skipped silences take no time. */
  seekBy: (seconds: number) => void
}

/** Silence that stays before and after each skip, so that words are not cut. */
const PADDING_SECONDS = 0.2
/** A loop whose remaining sound would be shorter keeps its silence. */
const MIN_LOOP_REST_SECONDS = 0.3

/**
 * Creates the skipping of silence.
 * @param loopEnd returns where the loop around `elapsed` ends, or `null`
 */
export function createSkipSilence(
  player: Player,
  loopEnd: (elapsed: number) => number | null = () => null,
): SkipSilence {
  const store = createStore<SkipSilenceState>(() => ({ isOn: false, silences: [], skipped: [] }))
  const { getState } = store
  let callId = player.getState().call?.id

  /** Returns the spans to skip. Silence at the end of a loop belongs to the loop. */
  function spansToSkip(elapsed: number): TimeSpan[] {
    const { isOn, silences } = getState()
    if (!isOn || !player.getState().canSeek) return []
    const end = (loopEnd(elapsed) ?? Number.POSITIVE_INFINITY) - MIN_LOOP_REST_SECONDS
    return silences
      .map(({ from, to }) => ({ from: from + PADDING_SECONDS, to: to - PADDING_SECONDS }))
      .filter(({ from, to }) => from < to && to < end)
  }

  /** Returns the next silence that is worth a jump. */
  function nextSilence(elapsed: number): TimeSpan | undefined {
    return spansToSkip(elapsed).find(({ to }) => to > elapsed + PADDING_SECONDS)
  }

  player.subscribe(() => {
    const { call } = player.getState()
    if (call?.id === callId) return
    callId = call?.id
    patch(store, { silences: [], skipped: [] })
  })
  watchPosition(player, {
    nextPosition(elapsed) {
      const silence = nextSilence(elapsed)
      return silence ? Math.max(silence.from, elapsed) : null
    },
    onReached(elapsed) {
      const silence = nextSilence(elapsed)
      if (!silence) return
      const skipped = { from: elapsed, to: silence.to }
      patch(store, { skipped: mergeTimeSpans([...getState().skipped, skipped]) })
      player.seek(silence.to)
    },
  })

  return {
    ...store,
    setOn: (isOn) => patch(store, { isOn }),
    setSilences(id, silences) {
      if (id === player.getState().call?.id) patch(store, { silences })
    },
    seekBy(seconds) {
      const { elapsed } = player.getState()
      // a plain step back into a silence would only skip to its end again
      const target =
        seconds < 0 ? stepBack(spansToSkip(elapsed), elapsed, -seconds) : elapsed + seconds
      player.seek(target)
    },
  }
}

/**
 * Returns the position `seconds` of audible sound before `from`; below 0 before the start.
 * @param silences spans that are skipped, in order and without overlaps
 */
export function stepBack(silences: readonly TimeSpan[], from: number, seconds: number): number {
  let at = from
  let left = seconds
  for (const silence of silences.toReversed()) {
    if (silence.from >= at) continue
    const heard = at - Math.min(silence.to, at)
    if (heard >= left) break
    left -= heard
    at = silence.from
  }
  return at - left
}
