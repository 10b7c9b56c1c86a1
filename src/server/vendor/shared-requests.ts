import { abortReason } from '../abort-reason.ts'

interface UnderWay<Result> {
  result: Promise<Result>
  controller: AbortController
  waiters: number
  clients: Set<string>
}

/** Starts a request for the clients that share it; more may join while it waits or runs. */
type Start<Result> = (signal: AbortSignal, clients: ReadonlySet<string>) => Promise<Result>

type ShareRequest<Result> = (
  key: string,
  { client, signal }: { client: string; signal: AbortSignal },
  start: Start<Result>,
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

  function begin(key: string, client: string, start: Start<Result>) {
    const controller = new AbortController()
    const clients = new Set([client])
    const request = { result: start(controller.signal, clients), controller, waiters: 0, clients }
    underWay.set(key, request)
    const settled = () => forget(key, request)
    request.result.then(settled, settled)
    return request
  }

  return function share(key, { client, signal }, start) {
    if (signal.aborted) return Promise.reject(abortReason(signal))
    const request = underWay.get(key) ?? begin(key, client, start)
    request.clients.add(client)
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
