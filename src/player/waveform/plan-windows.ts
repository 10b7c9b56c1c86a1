import type { WavLayout } from './wav-layout.ts'

/** Stretches that a long recording is sampled by. */
const WINDOWS = 200
/** Part of the file's bytes that may be read. */
const SHARE = 0.03
/** More of a stretch than this says nothing new. */
const LONGEST_SECONDS = 0.25

/** Which parts of a file to read for a picture of the whole. */
export interface WindowPlan {
  /** First bytes of the windows, from the start of the file. */
  starts: number[]
  /** Bytes of each window: whole frames. */
  windowBytes: number
}

/**
 * Plans even windows over the samples of a file.
 * @param size bytes of the whole file
 * @param headBytes bytes already read, which count too
 * @returns `null` where the file is too small to be sampled within its share
 */
export function planWindows(
  { dataStart, dataBytes, blockBytes, sampleRate }: WavLayout,
  { size, headBytes }: { size: number; headBytes: number },
): WindowPlan | null {
  const frames = Math.floor(dataBytes / blockBytes)
  const affordable = (size * SHARE - headBytes) / WINDOWS / blockBytes
  const windowFrames = Math.floor(
    Math.min(affordable, sampleRate * LONGEST_SECONDS, frames / WINDOWS),
  )
  if (windowFrames < 1) return null
  const stride = frames / WINDOWS
  const margin = (stride - windowFrames) / 2
  return {
    starts: Array.from(
      { length: WINDOWS },
      (_, index) => dataStart + Math.floor(index * stride + margin) * blockBytes,
    ),
    windowBytes: windowFrames * blockBytes,
  }
}
