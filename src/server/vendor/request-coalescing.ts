import { abortReason } from '../deadline.ts'

interface Pending<Result> {
  result: Promise<Result>
  controller: AbortController
  waiters: number
  clients: Set<string>
}

/** Starts a request. More `clients` may join while it waits or runs. */
type Start<Result> = (signal: AbortSignal, clients: ReadonlySet<string>) => Promise<Result>

type CoalesceRequest<Result> = (
  key: string,
  { client, signal }: { client: string; signal: AbortSignal },
  start: Start<Result>,
) => Promise<Result>

/**
 * Coalesces concurrent requests with the same `key` into one. If the signal of a caller aborts, only
 * that caller leaves. The request is aborted when the last caller has left.
 */
export function createRequestCoalescing<Result>(): CoalesceRequest<Result> {
  const pending = new Map<string, Pending<Result>>()

  function remove(key: string, request: Pending<Result>) {
    if (pending.get(key) === request) pending.delete(key)
  }

  function begin(key: string, client: string, start: Start<Result>) {
    const controller = new AbortController()
    const clients = new Set([client])
    const request = { result: start(controller.signal, clients), controller, waiters: 0, clients }
    pending.set(key, request)
    const settled = () => remove(key, request)
    request.result.then(settled, settled)
    return request
  }

  return function coalesce(key, { client, signal }, start) {
    if (signal.aborted) return Promise.reject(abortReason(signal))
    const request = pending.get(key) ?? begin(key, client, start)
    request.clients.add(client)
    request.waiters += 1
    return new Promise((resolve, reject) => {
      function leave() {
        const reason = abortReason(signal)
        reject(reason)
        request.waiters -= 1
        if (request.waiters > 0) return
        remove(key, request)
        request.controller.abort(reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      request.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }
}
