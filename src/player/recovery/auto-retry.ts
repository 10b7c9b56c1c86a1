import { signedOut } from '../../api/client.ts'
import type { AuthMethod, CallRecord } from '../../calls/call.ts'
import type { Player } from '../create-player.ts'
import { isSounding } from '../player-state.ts'
import { diagnoseFailure } from './diagnose-failure.ts'

/** Time between two checks whether a recording has been written. */
const PENDING_INTERVAL_MS = 15_000
/** Longest time between two checks for a network. The interval doubles up to this. */
const MAX_OFFLINE_INTERVAL_MS = 240_000

/**
 * Plays a failed recording again once its recording is written, the network is back, or the user has
 * signed in again. It checks for the network itself because not every browser fires `online`.
 * @returns a function that stops the retries
 */
export function startAutoRetry(
  player: Player,
  fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init),
): () => void {
  let wasSounding = true
  let isHeld = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let request = new AbortController()

  function retry(): void {
    const { call, elapsed } = player.getState()
    if (wasSounding) player.retry()
    else if (call) player.cue(call, elapsed)
  }

  async function check(call: CallRecord, waited: number): Promise<void> {
    const { signal } = request
    const failure = await diagnoseFailure(call, { fetch, signal })
    if (signal.aborted) return
    if (failure.code === 'recording_unplayable')
      retry() // it has bytes now
    else if (failure.code === 'recording_pending') checkIn(PENDING_INTERVAL_MS, call)
    else if (failure.code === 'offline')
      checkIn(Math.min(waited * 2, MAX_OFFLINE_INTERVAL_MS), call)
    else player.fail(failure)
  }

  function checkIn(wait: number, call: CallRecord): void {
    timer = setTimeout(() => void check(call, wait), wait)
  }

  function onPlayerChange(): void {
    const { call, status, failure } = player.getState()
    clearTimeout(timer)
    request.abort()
    if (status !== 'failed') wasSounding = isSounding(status)
    if (!call || (failure?.code !== 'recording_pending' && failure?.code !== 'offline')) return
    request = new AbortController()
    checkIn(PENDING_INTERVAL_MS, call)
  }

  function onOnline(): void {
    if (player.getState().failure?.code === 'offline') retry()
  }

  /** Nobody could pause it while the sign-in covers the page. */
  function holdWhileSignedOut(method: AuthMethod | null): void {
    const { status, failure } = player.getState()
    if (method !== null) {
      if (!isSounding(status)) return
      isHeld = true
      player.toggle()
    } else if (isHeld) {
      isHeld = false
      if (status === 'paused') player.toggle()
      else if (failure?.code === 'signed_out') player.retry()
    } else if (failure?.code === 'signed_out') retry()
  }

  const unwatch = signedOut.subscribe(holdWhileSignedOut)
  const unsubscribe = player.subscribe(onPlayerChange)
  addEventListener('online', onOnline)
  onPlayerChange()
  return () => {
    clearTimeout(timer)
    request.abort()
    unwatch()
    unsubscribe()
    removeEventListener('online', onOnline)
  }
}
