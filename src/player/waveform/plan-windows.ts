import type { EvenLayout } from './even-layout.ts'
import { blocksOf, layoutOfBlocks } from './long-recording.ts'

/** Windows that a long stretch is sampled by: each is a request, and takes its time. */
export const WINDOWS = 96
/** More of a window than this (s) says nothing new. */
const LONGEST_SECONDS = 0.5

/** Which parts of a file to read for a picture of a stretch of it. */
export interface WindowPlan {
  /** In order. */
  windows: EvenLayout[]
  /** Frames in each. */
  windowFrames: number
}

/**
 * Plans even windows over the samples of a file.
 * @param budget bytes that may be read
 * @returns `null` where the samples are too few, or too many for the budget
 */
export function planWindows(layout: EvenLayout, budget: number): WindowPlan | null {
  const { blockBytes, blockFrames, sampleRate, mp3 } = layout
  const blocks = blocksOf(layout)
  // What `mp3Range` adds to each.
  const around = mp3 ? mp3.lead + 2 : 0
  const longest = Math.max(1, (sampleRate * LONGEST_SECONDS) / blockFrames)
  const windowBlocks = Math.floor(
    Math.min(budget / WINDOWS / blockBytes - around, longest, blocks / WINDOWS),
  )
  if (windowBlocks < 1) return null
  const stride = blocks / WINDOWS
  const margin = (stride - windowBlocks) / 2
  const windows = Array.from({ length: WINDOWS }, (_, index) =>
    layoutOfBlocks(layout, Math.floor(index * stride + margin), windowBlocks),
  )
  return { windows, windowFrames: windowBlocks * blockFrames }
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
