import type { WavLayout } from './wav-layout.ts'

/** Stretches that a long recording is sampled by. */
const WINDOWS = 200
/** Part of the file's bytes that may be read. */
const SHARE = 0.03
/** More of a stretch than this says nothing new. */
const LONGEST_SECONDS = 0.25

/** What of a file's layout is needed; all blocks hold equally many frames. */
export interface SampledLayout
  extends Pick<WavLayout, 'dataStart' | 'dataBytes' | 'blockBytes' | 'sampleRate'> {
  blockFrames: number
}

/** Which parts of a file to read for a picture of the whole. */
export interface WindowPlan {
  /** First bytes of the windows, from the start of the file. */
  starts: number[]
  /** Bytes of each window: whole blocks. */
  windowBytes: number
}

/**
 * Plans even windows over the samples of a file.
 * @param size bytes of the whole file
 * @param headBytes bytes already read, which count too
 * @returns `null` where the file is too small to be sampled within its share
 */
export function planWindows(
  { dataStart, dataBytes, blockBytes, blockFrames, sampleRate }: SampledLayout,
  { size, headBytes }: { size: number; headBytes: number },
): WindowPlan | null {
  const blocks = Math.floor(dataBytes / blockBytes)
  const affordable = (size * SHARE - headBytes) / WINDOWS / blockBytes
  const longest = Math.max((sampleRate * LONGEST_SECONDS) / blockFrames, 1)
  const windowBlocks = Math.floor(Math.min(affordable, longest, blocks / WINDOWS))
  if (windowBlocks < 1) return null
  const stride = blocks / WINDOWS
  const margin = (stride - windowBlocks) / 2
  return {
    starts: Array.from(
      { length: WINDOWS },
      (_, index) => dataStart + Math.floor(index * stride + margin) * blockBytes,
    ),
    windowBytes: windowBlocks * blockBytes,
  }
}
