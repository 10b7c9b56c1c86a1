import { createSpare } from './create-spare.ts'

/** The worker that reads the sound of the next call: to start one takes longer than a short call. */
export const spareWorker = createSpare(
  () => new Worker(new URL('./sound-worker.ts', import.meta.url), { type: 'module' }),
)
