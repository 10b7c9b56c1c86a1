import address from './decoder-worker.ts?worker&url'

/** Milliseconds after which a service worker that does not take over is done without. */
const PATIENCE_MS = 3000

/**
 * Has the decoding service worker answer for this page. It is registered with the first recording
 * that needs it, and stays.
 * @returns whether it does; not where there are no service workers, as on plain HTTP
 */
export async function registerDecoder(
  workers: ServiceWorkerContainer | undefined,
): Promise<boolean> {
  if (!workers) return false
  if (workers.controller) return true
  try {
    const type = import.meta.env.DEV ? 'module' : 'classic'
    await workers.register(address, { scope: '/', type, updateViaCache: 'none' })
    return await takesOver(workers)
  } catch {
    return false // storage is full or forbidden
  }
}

function takesOver(workers: ServiceWorkerContainer): Promise<boolean> {
  const waiting = new AbortController()
  const taken = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(workers.controller !== null), PATIENCE_MS)
    waiting.signal.addEventListener('abort', () => clearTimeout(timer))
    const { signal } = waiting
    workers.addEventListener('controllerchange', () => resolve(true), { signal })
    if (workers.controller) resolve(true)
  })
  // A page that was loaded past it is not taken over with the activation, but is when asked for.
  void workers.ready.then(({ active }) => active?.postMessage('take over'))
  return taken.finally(() => waiting.abort())
}
