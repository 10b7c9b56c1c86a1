import type { CallRecord } from '../../contract/record.ts'
import type { Player } from '../create-player.ts'
import { fetchFirstBytes } from '../fetch-first-bytes.ts'

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
    await fetchFirstBytes(next.recording, { fetch, signal })
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
