/** Returns why `signal` aborted, as an error. The HTTP adapter may state a mere text. */
export function abortReason({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new DOMException(String(reason), 'AbortError')
}

/** Waits `ms`. Throws the signal's reason as soon as it aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    function leave() {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave)
      resolve()
    }, ms)
    signal.addEventListener('abort', leave, { once: true })
  })
}

/**
 * Waits for `work`, but only until `signal` aborts, even if `work` ignores the signal.
 * @throws the signal's reason
 */
export function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(abortReason(signal))
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}

export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/** A signal with a timeout that progress extends. */
export interface TimeLimit {
  readonly signal: AbortSignal
  /** Starts the timeout, also after `stop`. */
  start: () => void
  /** Restarts the timeout unless it was stopped. */
  extend: () => void
  /** Whether the timeout was ever extended. */
  isExtended: () => boolean
  /** Ends the timeout. The signal still follows its parent. */
  stop: () => void
  abort: (reason: unknown) => void
  /** Ends the timeout and removes the listener from the parent. */
  release: () => void
}

/**
 * Starts a timeout. Its signal aborts with a DeadlineError after `ms` without `extend`, and when
 * `parent` aborts. Call `release` at the end, because a listener left on `parent` keeps everything
 * that it refers to.
 */
export function createTimeLimit(ms: number, parent?: AbortSignal): TimeLimit {
  const controller = new AbortController()
  const expire = () => controller.abort(new DeadlineError(`Over ${ms} ms`))
  let timer: ReturnType<typeof setTimeout> | null = null
  let isExtended = false
  function stop(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  function start(): void {
    stop()
    timer = setTimeout(expire, ms)
  }
  function abort(reason: unknown): void {
    release()
    controller.abort(reason)
  }
  const follow = () => abort(parent && abortReason(parent))
  function release(): void {
    stop()
    parent?.removeEventListener('abort', follow)
  }
  start()
  if (parent?.aborted) follow()
  else parent?.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    isExtended: () => isExtended,
    start,
    extend() {
      if (timer === null) return
      isExtended = true
      start()
    },
    stop,
    abort,
    release,
  }
}

/**
 * Runs `work` with a timeout of `ms`. The signal passed to `work` aborts with `signal`, after `ms`,
 * and if `work` fails, so that the connection of an unread body is closed. A result that came in
 * time may be read further, and still ends when `signal` aborts.
 * @throws DeadlineError after `ms`; the signal's reason if `signal` aborts first
 */
export async function withDeadline<Result>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeLimit = createTimeLimit(ms, signal)
  let leave = () => {}
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(timeLimit.signal.reason)
    if (timeLimit.signal.aborted) leave()
    else timeLimit.signal.addEventListener('abort', leave, { once: true })
  })
  aborted.catch(() => {}) // it may reject before anybody waits for it
  try {
    return await Promise.race([work(timeLimit.signal), aborted])
  } catch (error) {
    timeLimit.abort(error)
    throw error
  } finally {
    timeLimit.stop()
    // undici's finalizer keeps the signal until the request is collected. A listener that leads to
    // the request's response would prevent that.
    timeLimit.signal.removeEventListener('abort', leave)
  }
}
