import type { CallRecord } from '../../calls/call.ts'
import type { Player } from '../create-player.ts'

/** The head of a recording, and a few seconds of sound. */
const PREFETCH_BYTES = 64 * 1024
/** Seconds that a recording must have played before the next may use the network. */
const MIN_PLAYED_SECONDS = 1
/** Seconds that must be buffered ahead before the next may use the network. */
const MIN_BUFFERED_SECONDS = 15
/** The buffer counts as complete this close to the end. */
const END_TOLERANCE_SECONDS = 0.5

interface PrefetchOptions {
  player: Player
  /** Returns the next call if it is known without a request. */
  peek: () => Promise<CallRecord | null>
  fetch?: typeof globalThis.fetch
}

/**
 * Fetches the first bytes of the next recording into the browser's cache, where the audio element
 * finds them; once for each recording that plays.
 * @returns a function that ends it
 */
export function prefetchNext({
  player,
  peek,
  fetch = (input, init) => globalThis.fetch(input, init),
}: PrefetchOptions): () => void {
  let callId: string | undefined
  let playedFrom: number | null = null
  let isDone = false
  let request = new AbortController()

  async function prefetch(signal: AbortSignal): Promise<void> {
    const next = await peek()
    if (signal.aborted || !next?.recording) return
    try {
      const response = await fetch(next.recording, {
        headers: { Range: `bytes=0-${PREFETCH_BYTES - 1}` },
        priority: 'low',
        signal,
      })
      // a source without Range sends the whole recording
      if (response.status === 206) await response.arrayBuffer()
      else await response.body?.cancel()
    } catch {
      // a failure shows when the recording is played
    }
  }

  function onPlayerChange(): void {
    const { call, status, elapsed, buffered, total } = player.getState()
    if (call?.id !== callId) {
      request.abort()
      request = new AbortController()
      callId = call?.id
      playedFrom = null
      isDone = false
    }
    if (isDone || status !== 'playing') return
    playedFrom ??= elapsed
    const isBuffered =
      buffered >= elapsed + MIN_BUFFERED_SECONDS ||
      (total !== null && buffered >= total - END_TOLERANCE_SECONDS)
    if (!isBuffered || elapsed < playedFrom + MIN_PLAYED_SECONDS) return
    isDone = true
    void prefetch(request.signal)
  }

  const unsubscribe = player.subscribe(onPlayerChange)
  return () => {
    unsubscribe()
    request.abort()
  }
}
