import type { WholeAnswer } from './whole-worker.ts'

/**
 * Decodes all of a recording in a worker, for browsers without a service worker.
 * @param address of the decoded recording
 * @returns a WAV file; `null` where it cannot be had, and after an abort
 */
export function decodeWhole(address: string, signal: AbortSignal): Promise<WholeAnswer> {
  const worker = new Worker(new URL('./whole-worker.ts', import.meta.url), { type: 'module' })
  const decoded = new Promise<WholeAnswer>((resolve) => {
    const onMessage = ({ data }: MessageEvent<WholeAnswer>) => resolve(data)
    worker.addEventListener('message', onMessage)
    worker.addEventListener('error', () => resolve(null))
    signal.addEventListener('abort', () => resolve(null))
    if (signal.aborted) resolve(null)
  })
  worker.postMessage(new URL(address, location.href).href)
  return decoded.finally(() => worker.terminate())
}
