/** Waits; tests wait without a clock. @throws the signal's reason when it aborts first */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

/** Waits `ms` milliseconds. @throws the signal's reason when it aborts first */
export const pause: Pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
