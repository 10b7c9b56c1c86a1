import { abortReason } from '../abort-reason.ts'
import { DeadlineError } from '../deadline.ts'

/** A signal with a time limit that progress extends. */
export interface TimeLimit {
  readonly signal: AbortSignal
  /** Starts the time limit, also after `stop`. */
  start: () => void
  /** Starts the time limit anew, unless it was stopped. */
  extend: () => void
  /** Whether there ever was progress. */
  isExtended: () => boolean
  /** Ends the time limit; the signal still follows its parent. */
  stop: () => void
  abort: (reason: unknown) => void
  /** Ends the time limit and lets go of the parent. */
  release: () => void
}

/**
 * Starts a time limit. Its signal aborts with a DeadlineError after `ms` without `extend`, and with
 * `parent`. Call `release` at the end, because `parent` may live longer.
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
 * Waits for `work`, but no longer than until `signal` aborts, whether `work` follows it or not.
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
