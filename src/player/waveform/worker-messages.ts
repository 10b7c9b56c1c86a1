import type { Sound } from './peaks.ts'

/** Requests how the recording at `url` sounds; the worker reads one at a time. */
export interface WorkerRequest {
  url: string
}

/**
 * The state of a reading: under way; whole; broken off, with what came before; or there is nothing.
 */
export type ReadingState = 'loading' | 'whole' | 'partial' | 'none'

/** Why a recording has no waveform. */
export type NoSoundReason = 'unreadable' | 'tooLarge'

/** The answers of the worker: what is known so far, or why there will be nothing. */
export type WorkerAnswer =
  | { state: Exclude<ReadingState, 'none'>; sound: Sound }
  | { state: 'none'; reason: NoSoundReason }

/** The part of a worker that is used. */
export type SoundWorker = Pick<
  Worker,
  'addEventListener' | 'removeEventListener' | 'postMessage' | 'terminate'
>
