import { abortReason } from './abort-reason.ts'

/** A controller that aborts when `signal` does, and can be aborted on its own besides. */
export function followSignal(signal: AbortSignal): AbortController {
  const controller = new AbortController()
  const abort = () => controller.abort(abortReason(signal))
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return controller
}
