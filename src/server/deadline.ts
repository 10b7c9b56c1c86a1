import { followSignal } from './follow-signal.ts'

export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/**
 * Does `work` within `ms`. The signal it gets aborts with `signal` and when time is up; what `work`
 * returned in time may go on being read under it, and still ends with `signal`.
 * @throws DeadlineError when time is up, the signal's reason when `signal` aborts first.
 */
export async function withDeadline<Result>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = followSignal(signal)
  const timer = setTimeout(() => controller.abort(new DeadlineError(`Over ${ms} ms`)), ms)
  const aborted = new Promise<never>((_, reject) => {
    const leave = () => reject(controller.signal.reason)
    if (controller.signal.aborted) leave()
    else controller.signal.addEventListener('abort', leave, { once: true })
  })
  // Work that takes no notice of its signal must not hold anyone up.
  aborted.catch(() => {})
  try {
    return await Promise.race([work(controller.signal), aborted])
  } finally {
    clearTimeout(timer)
  }
}
