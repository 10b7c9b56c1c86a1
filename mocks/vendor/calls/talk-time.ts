import { RECORDINGS, type Recording } from '../recordings.ts'
import type { Random } from './random.ts'

const LONGEST_SECONDS = 40 * 60
/** Beyond this a call keeps its own length: no recording is near it. */
const FITTED_SECONDS = 240

export interface Talk {
  /** Whole seconds. */
  seconds: number
  /** The recording's number in the table, from 1; 0 is none. */
  recordingNumber: number
  recording: Recording | null
}

/**
 * How long two people talked, from seconds to 40 minutes, and the recording that goes with it.
 * A recorded call of ordinary length takes the rounded length of the recording nearest to it, so
 * that the player and the table say the same.
 */
export function drawTalk(random: Random): Talk {
  const seconds = Math.round(Math.min(LONGEST_SECONDS, Math.max(2, random.logNormal(42, 1.05))))
  if (!random.chance(0.85)) return { seconds, recordingNumber: 0, recording: null }
  const recording = nearest(seconds)
  return {
    seconds: seconds > FITTED_SECONDS ? seconds : Math.round(recording.seconds),
    recordingNumber: RECORDINGS.indexOf(recording) + 1,
    recording,
  }
}

/** Nearest by ratio: 8 and 12 seconds are farther apart than 60 and 64. */
function nearest(seconds: number): Recording {
  return RECORDINGS.reduce((best, one) =>
    ratio(one.seconds, seconds) < ratio(best.seconds, seconds) ? one : best,
  )
}

function ratio(a: number, b: number): number {
  return a > b ? a / b : b / a
}
