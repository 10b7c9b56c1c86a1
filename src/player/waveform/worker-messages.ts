import type { Stretch } from '../stretch.ts'
import type { Detail, Sound } from './peaks.ts'

/** What the worker is asked for. */
export type WorkerRequest =
  /** First, once: how a recording sounds. */
  | {
      ask: 'sound'
      /** Address of the recording. */
      url: string
      /** Length in seconds as far as it is known; sets how fine the bins are. */
      seconds: number | null
      /** What is known from before. */
      kept: Sound | null
    }
  /** This part of a sampled recording is looked at. */
  | { ask: 'detail'; stretch: Stretch }
  /** The sound of a sampled recording is here (s), and its silence is to be left out. */
  | { ask: 'silence'; elapsed: number }

/**
 * How far reading is: under way; done; broken off, with what came before; or there will be nothing.
 */
export type ReadingState = 'loading' | 'whole' | 'partial' | 'none'

/** What the worker answers: what it knows so far, or a stretch of it finer. */
export type WorkerAnswer =
  | { state: Exclude<ReadingState, 'none'>; sound: Sound }
  | { state: 'none' }
  | { state: 'detail'; detail: Detail }

/** The part of a worker that is used. */
export type SoundWorker = Pick<
  Worker,
  'addEventListener' | 'removeEventListener' | 'postMessage' | 'terminate'
>
