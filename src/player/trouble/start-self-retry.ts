import type { CallRecord } from '../../calls/call.ts'
import { askWhatFailed } from '../ask-what-failed.ts'
import type { Player } from '../create-player.ts'
import { isSounding } from '../player-state.ts'

/** Between two questions (ms) whether a recording has been written. */
const PENDING_MS = 15_000
/** The longest (ms) between two questions whether there is a network again; it comes to that by doubling. */
const OFFLINE_MS = 240_000

/**
 * Watches what `player` failed with, and goes on by itself where time alone mends it: once a
 * recording is written, once the network is back. Not every browser says that it is.
 * @returns what ends the watch
 */
export function startSelfRetry(
  player: Player,
  fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init),
): () => void {
  let wasSounding = true
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = new AbortController()

  function goOn(): void {
    const { call, elapsed } = player.getState()
    if (wasSounding) player.retry()
    else if (call) player.cue(call, elapsed)
  }

  async function ask(call: CallRecord, waited: number): Promise<void> {
    const { signal } = asking
    const failure = await askWhatFailed(call, { mediaError: undefined, fetch, signal })
    if (signal.aborted) return
    if (failure.code === 'recording_unplayable')
      goOn() // that is: there is something to play
    else if (failure.code === 'recording_pending') askIn(PENDING_MS, call)
    else if (failure.code === 'offline') askIn(Math.min(waited * 2, OFFLINE_MS), call)
    else player.fail(failure)
  }

  function askIn(wait: number, call: CallRecord): void {
    timer = setTimeout(() => void ask(call, wait), wait)
  }

  function look(): void {
    const { call, status, failure } = player.getState()
    clearTimeout(timer)
    asking.abort()
    if (status !== 'failed') wasSounding = isSounding(status)
    if (!call || (failure?.code !== 'recording_pending' && failure?.code !== 'offline')) return
    asking = new AbortController()
    askIn(PENDING_MS, call)
  }

  function onOnline(): void {
    if (player.getState().failure?.code === 'offline') goOn()
  }

  const unsubscribe = player.subscribe(look)
  addEventListener('online', onOnline)
  look()
  return () => {
    clearTimeout(timer)
    asking.abort()
    unsubscribe()
    removeEventListener('online', onOnline)
  }
}
