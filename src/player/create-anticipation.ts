import type { CallRecord } from '../contract/record.ts'
import type { Player } from './create-player.ts'
import { fetchFirstBytes } from './fetch-first-bytes.ts'

/** How long (ms) a pointer rests on a play button before it is taken for a wish: others pass by. */
const REST_MS = 80

/** Has the beginning of a recording at hand when somebody is about to play it. */
export interface Anticipation {
  /** A pointer or the focus is on the play button of `call`. */
  near: (call: CallRecord) => void
  /** It left, or the button was pressed: what is still under way would be in the way. */
  away: () => void
}

/** Makes the anticipation for `player`. Each recording is asked for once, one at a time. */
export function createAnticipation(
  player: Player,
  fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init),
): Anticipation {
  const fetched = new Set<string>()
  let wished: string | null = null
  let resting: ReturnType<typeof setTimeout> | undefined
  let request = new AbortController()

  function away(): void {
    clearTimeout(resting)
    request.abort()
    wished = null
  }

  async function ask(recording: string): Promise<void> {
    const { call, status } = player.getState()
    if (call?.recording === recording || status === 'loading' || status === 'waiting') return
    request = new AbortController()
    const { signal } = request
    await fetchFirstBytes(recording, { fetch, signal })
    if (!signal.aborted) fetched.add(recording)
  }

  return {
    near({ recording }) {
      if (!recording || recording === wished || fetched.has(recording)) return
      away()
      wished = recording
      resting = setTimeout(() => void ask(recording), REST_MS)
    },
    away,
  }
}
