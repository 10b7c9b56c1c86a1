import { RequestFailure } from '../../api/client.ts'
import { createStore, type Store } from '../../lib/store.ts'
import type { AudioElement } from '../audio-status.ts'
import type { Player } from '../create-player.ts'

/** How long (ms) nothing may come before that is said, and how much longer before it is acted on. */
const SAY_MS = 3_000
const ACT_MS = 1_000
/** How long (ms) nothing may come after the source was asked again, and once more. */
const PATIENCE_MS = [8_000, 16_000] as const
/** A timer that is later (ms) than this slept with its machine, or in a tab nobody looked at. */
const SLEPT_MS = 2_000
/** Analysis that got so far (s) from where it stalled is no part of the same stall. */
const AWAY = 1

export interface StallState {
  /** `stalled` when a source has stopped and is asked again, `offline` while there is no network. */
  readonly trouble: 'none' | 'stalled' | 'offline'
}

/** Sees when the source stops sending. */
export interface StallWatch extends Pick<Store<StallState>, 'getState' | 'subscribe'> {
  /** @returns what ends the watch */
  start: () => () => void
}

/**
 * Makes the watch over what `player` waits for. Nothing for 4 s, neither bytes nor sound, and the
 * source is asked again from there; when that has not helped twice, the recording has failed.
 */
export function createStallWatch(
  player: Player,
  isOnline: () => boolean = () => navigator.onLine,
): StallWatch {
  const { getState, subscribe, patch } = createStore<StallState>({ trouble: 'none' })
  let callId: string | undefined
  let audio: AudioElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let due = 0
  let hasSlept = false
  let tries = 0
  /** Where the sound was, in seconds, when the source was last asked again. */
  let stalledAt = 0
  let seen = ''

  function isWaiting(): boolean {
    const { status } = player.getState()
    return status === 'loading' || status === 'waiting'
  }

  /** Of an element with an error it is being asked why it failed: all to do is to say that it waits. */
  function isAsked(): boolean {
    return Boolean(player.element()?.error)
  }

  function rest(): void {
    clearTimeout(timer)
    seen = ''
    hasSlept = false
    patch({ trouble: 'none' })
  }

  function judgeIn(ms: number): void {
    clearTimeout(timer)
    due = Date.now() + ms
    timer = setTimeout(judge, ms)
  }

  /** From now on, for as long as there is patience left. */
  function wait(): void {
    if (tries === 0) patch({ trouble: 'none' })
    const isSaid = getState().trouble === 'stalled'
    judgeIn((isSaid && PATIENCE_MS[tries - 1]) || SAY_MS)
  }

  function askAgain(): void {
    const { call, address, elapsed } = player.getState()
    if (!call || address === null) return
    tries += 1
    stalledAt = elapsed
    player.replace({ call, address })
    wait()
  }

  function judge(): void {
    if (!isWaiting()) return
    const isLate = Date.now() - due > SLEPT_MS
    if (isLate && !hasSlept) {
      hasSlept = true
      wait()
    } else if (!isOnline()) {
      patch({ trouble: 'offline' }) // `online` goes on from here
    } else if (getState().trouble !== 'stalled') {
      patch({ trouble: 'stalled' })
      judgeIn(ACT_MS)
    } else if (isAsked()) {
      // what comes of it is the player's
    } else if (tries < PATIENCE_MS.length) {
      askAgain()
    } else {
      tries = 0
      player.fail(new RequestFailure('recording_unreachable'))
    }
  }

  function look(): void {
    const { call, status, elapsed, buffered } = player.getState()
    listenTo(player.element())
    if (call?.id !== callId) tries = 0
    callId = call?.id
    if (status === 'paused' || Math.abs(elapsed - stalledAt) > AWAY) tries = 0
    const now = `${status} ${elapsed} ${buffered}`
    if (!isWaiting()) rest()
    else if (now !== seen) {
      seen = now
      wait()
    }
  }

  /** Bytes came, though there may be no sound in them yet. */
  function onProgress(): void {
    if (isWaiting()) wait()
  }

  function listenTo(element: AudioElement | null): void {
    if (element === audio) return
    audio?.removeEventListener('progress', onProgress)
    audio = element
    audio?.addEventListener('progress', onProgress)
  }

  function onOnline(): void {
    if (getState().trouble === 'offline') askAgain()
  }

  return {
    getState,
    subscribe,
    start() {
      const unsubscribe = player.subscribe(look)
      addEventListener('online', onOnline)
      look()
      return () => {
        rest()
        unsubscribe()
        removeEventListener('online', onOnline)
        audio?.removeEventListener('progress', onProgress)
        audio = null
      }
    },
  }
}
