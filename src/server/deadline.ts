import { followSignal } from './follow-signal.ts'

export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/**
 * Does `work` within `ms`. The signal it gets aborts with `signal`, when time is up, and when
 * `work` fails, so that a request is let go with its unread body. What `work` returned in time may
 * go on being read under it, and still ends with `signal`.
 * @throws DeadlineError when time is up, the signal's reason when `signal` aborts first.
 */
export async function withDeadline<Result>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { controller, release } = followSignal(signal)
  const timer = setTimeout(() => controller.abort(new DeadlineError(`Over ${ms} ms`)), ms)
  let leave = () => {}
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(controller.signal.reason)
    if (controller.signal.aborted) leave()
    else controller.signal.addEventListener('abort', leave, { once: true })
  })
  // Work that ignores its signal must not delay the answer.
  aborted.catch(() => {})
  try {
    return await Promise.race([work(controller.signal), aborted])
  } catch (error) {
    release()
    controller.abort(error)
    throw error
  } finally {
    clearTimeout(timer)
    // undici's finalizer keeps this signal until the request is collected. A listener that leads
    // to the request's answer would keep that from ever happening.
    controller.signal.removeEventListener('abort', leave)
  }
}
