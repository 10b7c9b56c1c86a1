import type { TimeSpan } from '../time-span.ts'

/** The loudness of a recording over time. */
export interface Peaks {
  readonly secondsPerBin: number
  /** For each channel the loudest sample of each bin so far, from 0 to 255. */
  readonly channels: readonly Uint8Array[]
}

/** The analysis of a recording, on the time axis of the decoded samples. */
export interface Analysis {
  readonly peaks: Peaks
  /** In order, without overlaps. */
  readonly silences: readonly TimeSpan[]
}

/** Tolerance (s) between two lengths of one recording, because codecs pad and players round. */
const LENGTH_TOLERANCE = 0.5

/** Returns the seconds of a recording that were decoded. */
function secondsOf({ peaks }: Analysis): number {
  return peaks.secondsPerBin * (peaks.channels[0]?.length ?? 0)
}

/**
 * Whether the player's length of a recording matches the decoded one. If not, the recording has
 * changed since its analysis, or the player guesses its clock from the bit rate.
 * @param seconds the player's length; not finite while it is unknown, which counts as a match
 */
export function isSameLength(analysis: Analysis, seconds: number): boolean {
  return !Number.isFinite(seconds) || Math.abs(seconds - secondsOf(analysis)) <= LENGTH_TOLERANCE
}

/** Requests the analysis of the recording at `url`. The worker reads one at a time. */
export interface WorkerRequest {
  url: string
}

/** The state of an analysis. `partial`: the source broke off, and only the part before is known. */
export type AnalysisState = 'loading' | 'whole' | 'partial' | 'none'

/** Why a recording has no waveform. */
export type NoWaveformReason = 'unreadable' | 'tooLarge'

/** The answers of the worker: the analysis so far, or why there is none. */
export type WorkerAnswer =
  | { state: Exclude<AnalysisState, 'none'>; analysis: Analysis }
  | { state: 'none'; reason: NoWaveformReason }

/** The part of a worker that is used. */
export type AnalysisWorker = Pick<
  Worker,
  'addEventListener' | 'removeEventListener' | 'postMessage' | 'terminate'
>
