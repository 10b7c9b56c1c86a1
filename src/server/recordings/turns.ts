import { abortReason } from '../abort-reason.ts'
import { ProblemError } from '../http/problem-error.ts'

/** Reads of one listener at once that begin at the start of a source without ranges. */
const MAX_TURNS = 2
/** Milliseconds that a further one waits: a player that seeks ends its former read at once. */
const MAX_WAIT_MS = 5_000
const RETRY_AFTER_SECONDS = 5

interface Listener {
  active: number
  waiting: (() => void)[]
}

/** Lets each listener read only so many sources from their start at once. */
export function createTurns() {
  const listeners = new Map<string, Listener>()

  /** The end of a turn, which counts once. */
  function turnOf(name: string, listener: Listener): () => void {
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      const next = listener.waiting.shift()
      if (next) next()
      else listener.active -= 1
      if (listener.active === 0) listeners.delete(name)
    }
  }

  return {
    /**
     * Waits for a turn of that listener.
     * @returns the function that ends the turn
     * @throws ProblemError `server_busy` after five seconds; the signal's reason
     */
    async take(name: string, signal: AbortSignal): Promise<() => void> {
      const listener = listeners.get(name) ?? { active: 0, waiting: [] }
      listeners.set(name, listener)
      if (listener.active < MAX_TURNS) listener.active += 1
      else await waitFor(listener, signal)
      return turnOf(name, listener)
    },
  }
}

function waitFor(listener: Listener, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    function end(settle: () => void): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      listener.waiting = listener.waiting.filter((one) => one !== go)
      settle()
    }
    const go = () => end(resolve)
    const leave = () => end(() => reject(abortReason(signal)))
    const timer = setTimeout(() => end(() => reject(busy())), MAX_WAIT_MS)
    listener.waiting.push(go)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}

function busy(): ProblemError {
  return new ProblemError(
    'server_busy',
    'Two reads of recordings that cannot be read in parts are under way already.',
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  )
}
