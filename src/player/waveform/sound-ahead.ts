import { createAhead } from './create-ahead.ts'
import { soundStore } from './sound-store.ts'
import { spareWorker } from './spare-worker.ts'

/** The page's recording that is read ahead. */
export const soundAhead = createAhead({ spare: spareWorker, store: soundStore })
