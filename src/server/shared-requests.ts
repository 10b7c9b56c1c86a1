import { abortReason } from './abort-reason.ts'

interface UnderWay<Result> {
  result: Promise<Result>
  controller: AbortController
  waiters: number
}

type ShareRequest<Result> = (
  key: string,
  signal: AbortSignal,
  start: (signal: AbortSignal) => Promise<Result>,
) => Promise<Result>

/**
 * Lets callers with the same `key` at the same moment wait for one request.
 * A caller whose signal aborts leaves alone; the request is aborted when the last one left.
 */
export function createSharedRequests<Result>(): ShareRequest<Result> {
  const underWay = new Map<string, UnderWay<Result>>()

  function forget(key: string, request: UnderWay<Result>) {
    if (underWay.get(key) === request) underWay.delete(key)
  }

  function begin(key: string, start: (signal: AbortSignal) => Promise<Result>) {
    const controller = new AbortController()
    const request = { result: start(controller.signal), controller, waiters: 0 }
    underWay.set(key, request)
    const settled = () => forget(key, request)
    request.result.then(settled, settled)
    return request
  }

  return function share(key, signal, start) {
    if (signal.aborted) return Promise.reject(abortReason(signal))
    const request = underWay.get(key) ?? begin(key, start)
    request.waiters += 1
    return new Promise((resolve, reject) => {
      function leave() {
        const reason = abortReason(signal)
        reject(reason)
        request.waiters -= 1
        if (request.waiters > 0) return
        forget(key, request)
        request.controller.abort(reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      request.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }
}
