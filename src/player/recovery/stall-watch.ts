import { createStore } from 'zustand/vanilla'
import { RequestFailure } from '../../api/client.ts'
import { patch, type ReadableStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import type { AudioElement } from '../player-state.ts'

/** Time without data after which a notice appears. */
const STALL_NOTICE_MS = 3_000
/** Further time after which the source is requested again. */
const RETRY_DELAY_MS = 1_000
/** Time without data after the first and the second retry. */
const RETRY_TIMEOUTS_MS = [8_000, 16_000] as const
/** A timer that fires this late slept with the machine, or in a background tab. */
const SLEEP_THRESHOLD_MS = 2_000
/** Playback that got this far from where it stalled has left that stall behind. */
const SAME_STALL_SECONDS = 1

export interface StallState {
  /** `stalled` while a silent source is requested again, `offline` while there is no network. */
  readonly problem: 'none' | 'stalled' | 'offline'
}

/** Detects that a source has stopped sending. */
export interface StallWatch extends ReadableStore<StallState> {
  /** @returns a function that stops the watch */
  start: () => () => void
}

/**
 * Creates the watch over what `player` waits for. If neither bytes nor sound arrive, it requests the
 * source again from the same second. After the last retry the recording fails.
 */
export function createStallWatch(
  player: Player,
  isOnline: () => boolean = () => navigator.onLine,
): StallWatch {
  const store = createStore<StallState>(() => ({ problem: 'none' }))
  let callId: string | undefined
  let audio: AudioElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let due = 0
  let hasSlept = false
  let retries = 0
  /** Position in seconds at the last retry. */
  let stalledAt = 0
  let lastProgress = ''

  function isWaiting(): boolean {
    const { status } = player.getState()
    return status === 'loading' || status === 'waiting'
  }

  function reset(): void {
    clearTimeout(timer)
    lastProgress = ''
    hasSlept = false
    patch(store, { problem: 'none' })
  }

  function checkIn(ms: number): void {
    clearTimeout(timer)
    due = Date.now() + ms
    timer = setTimeout(check, ms)
  }

  /** Restarts the timer: something has arrived, or a retry has begun. */
  function restart(): void {
    if (retries === 0) patch(store, { problem: 'none' })
    const isStalled = store.getState().problem === 'stalled'
    checkIn((isStalled && RETRY_TIMEOUTS_MS[retries - 1]) || STALL_NOTICE_MS)
  }

  function retry(): void {
    const { call, address, elapsed } = player.getState()
    if (!call || address === null) return
    retries += 1
    stalledAt = elapsed
    player.replaceSource({ call, address })
    restart()
  }

  function check(): void {
    if (!isWaiting()) return
    const isLate = Date.now() - due > SLEEP_THRESHOLD_MS
    if (isLate && !hasSlept) {
      hasSlept = true
      restart()
    } else if (!isOnline()) {
      patch(store, { problem: 'offline' }) // the `online` event continues from here
    } else if (store.getState().problem !== 'stalled') {
      patch(store, { problem: 'stalled' })
      checkIn(RETRY_DELAY_MS)
    } else if (player.element()?.error) {
      // the player is diagnosing the failure and will act on it
    } else if (retries < RETRY_TIMEOUTS_MS.length) {
      retry()
    } else {
      retries = 0
      player.fail(new RequestFailure('recording_unreachable'))
    }
  }

  function onPlayerChange(): void {
    const { call, status, elapsed, buffered } = player.getState()
    followElement(player.element())
    if (call?.id !== callId) retries = 0
    callId = call?.id
    if (status === 'paused' || Math.abs(elapsed - stalledAt) > SAME_STALL_SECONDS) retries = 0
    const progress = `${status} ${elapsed} ${buffered}`
    if (!isWaiting()) reset()
    else if (progress !== lastProgress) {
      lastProgress = progress
      restart()
    }
  }

  /** Bytes arrived, though perhaps no sound yet. */
  function onProgress(): void {
    if (isWaiting()) restart()
  }

  function followElement(element: AudioElement | null): void {
    if (element === audio) return
    audio?.removeEventListener('progress', onProgress)
    audio = element
    audio?.addEventListener('progress', onProgress)
  }

  function onOnline(): void {
    if (store.getState().problem === 'offline') retry()
  }

  return {
    ...store,
    start() {
      const unsubscribe = player.subscribe(onPlayerChange)
      addEventListener('online', onOnline)
      onPlayerChange()
      return () => {
        reset()
        unsubscribe()
        removeEventListener('online', onOnline)
        followElement(null)
      }
    },
  }
}
