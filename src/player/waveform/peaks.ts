import type { Stretch } from '../stretch.ts'

/** How loud a recording is over its time. */
export interface Peaks {
  /** Seconds that one bin stands for. */
  readonly secondsPerBin: number
  /** For each channel the loudest sample of each bin so far, from 0 to 255, from the start on. */
  readonly lanes: readonly Uint8Array[]
}

/** What is known of how a recording sounds. Both are on the time axis of the decoded samples. */
export interface Sound {
  readonly peaks: Peaks
  /** Where nobody speaks, in order, apart. */
  readonly silences: readonly Stretch[]
}

/** Longest disagreement (s) of two lengths of one recording: codecs pad, players round. */
const LENGTH_TOLERANCE = 0.5

/** The seconds of a recording that were decoded. */
function secondsOf({ peaks }: Sound): number {
  return peaks.secondsPerBin * (peaks.lanes[0]?.length ?? 0)
}

/**
 * Whether the player's length of a recording is the decoded one. If it is not, the recording was
 * longer or shorter when its peaks were kept, or the player guesses its clock from the bit rate.
 * @param seconds the player's length; not finite while it is unknown, which contradicts nothing
 */
export function isSameLength(sound: Sound, seconds: number): boolean {
  return !Number.isFinite(seconds) || Math.abs(seconds - secondsOf(sound)) <= LENGTH_TOLERANCE
}
