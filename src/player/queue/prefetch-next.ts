import type { CallRecord } from '../../calls/call.ts'
import type { Player } from '../create-player.ts'

/** What is fetched ahead of a recording: its head, and a few seconds of sound. */
const FIRST_BYTES = 64 * 1024
/** Seconds for which a recording has sounded before the next may take a share of the line. */
const SETTLED = 1
/** Seconds of sound at hand that let the line be used for something else. */
const AHEAD = 15

interface PrefetchParts {
  player: Player
  /** The call that would come next, as far as it is known. */
  peek: () => Promise<CallRecord | null>
  fetch?: typeof globalThis.fetch
}

/**
 * Fetches the first bytes of the next recording into the browser's cache, where the audio element
 * finds them; once for each recording that sounds, and no more of it.
 * @returns the function that ends it
 */
export function prefetchNext({
  player,
  peek,
  fetch = (input, init) => globalThis.fetch(input, init),
}: PrefetchParts): () => void {
  let callId: string | undefined
  let begin: number | null = null
  let isDone = false
  let request = new AbortController()

  async function prefetch(signal: AbortSignal): Promise<void> {
    const next = await peek()
    if (signal.aborted || !next?.recording) return
    try {
      const response = await fetch(next.recording, {
        headers: { Range: `bytes=0-${FIRST_BYTES - 1}` },
        priority: 'low',
        signal,
      })
      // A source without Range sends all of it; that is for later.
      if (response.status === 206) await response.arrayBuffer()
      else await response.body?.cancel()
    } catch {
      // The recording is fetched when it is played, and says then what is wrong.
    }
  }

  function look(): void {
    const { call, status, elapsed, buffered, total } = player.getState()
    if (call?.id !== callId) {
      request.abort()
      request = new AbortController()
      callId = call?.id
      begin = null
      isDone = false
    }
    if (isDone || status !== 'playing') return
    begin ??= elapsed
    const isAtHand = buffered >= elapsed + AHEAD || (total !== null && buffered >= total - 0.5)
    if (!isAtHand || elapsed < begin + SETTLED) return
    isDone = true
    void prefetch(request.signal)
  }

  const unsubscribe = player.subscribe(look)
  return () => {
    unsubscribe()
    request.abort()
  }
}
