import type { TimeSpan } from '../time-span.ts'

/** How loud a recording is over its time. */
export interface Peaks {
  /** Seconds that one bin stands for. */
  readonly secondsPerBin: number
  /** For each channel the loudest sample of each bin so far, from 0 to 255, from the start on. */
  readonly channels: readonly Uint8Array[]
}

/** What is known of how a recording sounds. Both are on the time axis of the decoded samples. */
export interface Analysis {
  readonly peaks: Peaks
  /** Where nobody speaks, in order, apart. */
  readonly silences: readonly TimeSpan[]
}

/** Longest disagreement (s) of two lengths of one recording: codecs pad, players round. */
const LENGTH_TOLERANCE = 0.5

/** The seconds of a recording that were decoded. */
function secondsOf({ peaks }: Analysis): number {
  return peaks.secondsPerBin * (peaks.channels[0]?.length ?? 0)
}

/**
 * Whether the player's length of a recording is the decoded one. If it is not, the recording was
 * longer or shorter when its peaks were kept, or the player guesses its clock from the bit rate.
 * @param seconds the player's length; not finite while it is unknown, which contradicts nothing
 */
export function isSameLength(analysis: Analysis, seconds: number): boolean {
  return !Number.isFinite(seconds) || Math.abs(seconds - secondsOf(analysis)) <= LENGTH_TOLERANCE
}

/** Requests how the recording at `url` sounds; the worker reads one at a time. */
export interface WorkerRequest {
  url: string
}

/**
 * The state of a reading: under way; whole; broken off, with what came before; or there is nothing.
 */
export type ReadingState = 'loading' | 'whole' | 'partial' | 'none'

/** Why a recording has no waveform. */
export type NoWaveformReason = 'unreadable' | 'tooLarge'

/** The answers of the worker: what is known so far, or why there will be nothing. */
export type WorkerAnswer =
  | { state: Exclude<ReadingState, 'none'>; analysis: Analysis }
  | { state: 'none'; reason: NoWaveformReason }

/** The part of a worker that is used. */
export type AnalysisWorker = Pick<
  Worker,
  'addEventListener' | 'removeEventListener' | 'postMessage' | 'terminate'
>
