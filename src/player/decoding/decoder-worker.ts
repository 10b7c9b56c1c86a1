import { answerDecoded } from './answer-decoded.ts'
import { DECODED_PATHS, recordingOf } from './decoded-address.ts'

// The service worker: it answers for recordings that the browser cannot play, and for nothing else.

/** Of the service worker's scope and events, what is used; the page's types do not have them. */
interface Lasting extends Event {
  waitUntil: (work: Promise<unknown>) => void
}
interface Installing extends Lasting {
  addRoutes?: (rule: { condition: object; source: 'network' }) => Promise<void>
}
interface Asked extends Lasting {
  request: Request
  respondWith: (answer: Promise<Response>) => void
}
interface WorkerScope {
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  addEventListener(type: 'install', listener: (event: Installing) => void): void
  addEventListener(type: 'activate' | 'message', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void
}
const worker = self as unknown as WorkerScope

worker.addEventListener('install', (event) => {
  void worker.skipWaiting()
  // Where the browser can be told, other requests do not even wake this worker.
  const condition = { not: { urlPattern: { pathname: DECODED_PATHS } } }
  const told = event.addRoutes?.({ condition, source: 'network' })
  if (told) event.waitUntil(told.catch(() => undefined))
})

// A page that was there before, or was loaded past its worker, is taken over now.
for (const type of ['activate', 'message'] as const)
  worker.addEventListener(type, (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (recordingOf(request.url) === null) return
  event.respondWith(answerDecoded(request, (input, init) => fetch(input, init)))
})
