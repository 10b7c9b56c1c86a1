import type { EvenLayout } from './even-layout.ts'

/** Windows that a long stretch is sampled by: each is a request, and takes its time. */
export const WINDOWS = 96
/** More of a window than this (s) says nothing new. */
const LONGEST_SECONDS = 0.5

/** Which parts of a file to read for a picture of a stretch of it. */
export interface WindowPlan {
  /** First bytes of the windows, from the start of the file. */
  starts: number[]
  /** Bytes of each window: whole blocks. */
  windowBytes: number
}

/**
 * Plans even windows over the samples of a file.
 * @param budget bytes that may be read
 * @returns `null` where the samples are too few, or too many for the budget
 */
export function planWindows(layout: EvenLayout, budget: number): WindowPlan | null {
  const { dataStart, dataBytes, blockBytes, blockFrames, sampleRate } = layout
  const blocks = Math.floor(dataBytes / blockBytes)
  const longest = Math.max(1, (sampleRate * LONGEST_SECONDS) / blockFrames)
  const windowBlocks = Math.floor(
    Math.min(budget / WINDOWS / blockBytes, longest, blocks / WINDOWS),
  )
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

/** A place in a row, and how many places of the row it stands for until those are known. */
export interface Place {
  index: number
  covers: number
}

/** Places of the first round, which is a picture of the whole already. */
const FIRST_STEP = 16

/** The order in which to read `count` places, so that the picture is there at once and gets finer. */
export function coarseToFine(count: number): Place[] {
  const order: Place[] = []
  for (let step = FIRST_STEP; step >= 1; step /= 2) {
    const isFirst = step === FIRST_STEP
    for (let index = isFirst ? 0 : step; index < count; index += isFirst ? step : 2 * step)
      order.push({ index, covers: Math.min(step, count - index) })
  }
  return order
}
