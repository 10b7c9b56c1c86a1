import { createSpare } from './create-spare.ts'
import type { SoundWorker } from './worker-messages.ts'

/**
 * Recordings that a worker reads. Each leaves it a megabyte or so that nobody uses any more, and a
 * worker only tidies up after some 64 of them; with the worker they go.
 */
const RECORDINGS = 4

/** The worker that reads the sound of the next call: to start one takes longer than a short call. */
export const spareWorker = createSpare<SoundWorker>((onBroken) => {
  const worker = new Worker(new URL('./sound-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('error', onBroken) // its script could not be loaded, as a rule
  return worker
}, RECORDINGS)
