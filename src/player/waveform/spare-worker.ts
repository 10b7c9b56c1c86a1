import { createSpare } from './create-spare.ts'
import type { SoundWorker } from './worker-messages.ts'

/** The worker that reads the sound of the next call: to start one takes longer than a short call. */
export const spareWorker = createSpare<SoundWorker>((onBroken) => {
  const worker = new Worker(new URL('./sound-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('error', onBroken) // its script could not be loaded, as a rule
  return worker
})
