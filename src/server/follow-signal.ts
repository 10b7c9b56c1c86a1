import { abortReason } from './abort-reason.ts'

interface Follower {
  /** Aborts when the followed signal does, and can be aborted on its own. */
  controller: AbortController
  /** Stops following. A listener left on a signal keeps all it refers to for as long as that lives. */
  release: () => void
}

/** Creates a controller that aborts when `signal` does, until it is released. */
export function followSignal(signal: AbortSignal): Follower {
  const controller = new AbortController()
  const abort = () => controller.abort(abortReason(signal))
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return { controller, release: () => signal.removeEventListener('abort', abort) }
}
