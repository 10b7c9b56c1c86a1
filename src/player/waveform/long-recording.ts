import type { Stretch } from '../stretch.ts'
import type { EvenLayout } from './even-layout.ts'
import type { AskRange } from './read-range.ts'

/** A recording that is too long to be read whole, but whose time tells the place of its bytes. */
export interface LongRecording {
  /** The first bytes of the file, as many as were read. */
  head: Uint8Array
  /** Bytes of the whole file. */
  size: number
  layout: EvenLayout
  ask: AskRange
}

/** Blocks of `layout` that are whole; of fractional bytes one may lack a part of its last. */
export function blocksOf({ dataBytes, blockBytes }: EvenLayout): number {
  return Math.floor((dataBytes + 0.5) / blockBytes)
}

/** Seconds that `layout` is long. */
export function secondsOf(layout: EvenLayout): number {
  return (blocksOf(layout) * layout.blockFrames) / layout.sampleRate
}

/** The layout of a stretch of `layout`, in whole blocks, and no longer than the recording is. */
export function layoutOfStretch(layout: EvenLayout, { from, to }: Stretch): EvenLayout {
  const { blockFrames, sampleRate, mp3 } = layout
  const blocks = blocksOf(layout)
  const blockAt = (seconds: number) => {
    const frame = seconds * sampleRate + (mp3?.delay ?? 0)
    return Math.min(Math.max(Math.floor(frame / blockFrames), 0), blocks)
  }
  const first = blockAt(from)
  return layoutOfBlocks(layout, first, Math.max(blockAt(to), first) - first)
}

/** The layout of `count` blocks from `first` on. */
export function layoutOfBlocks(layout: EvenLayout, first: number, count: number): EvenLayout {
  const { dataStart, blockBytes } = layout
  return {
    ...layout,
    dataStart: dataStart + Math.round(first * blockBytes),
    dataBytes: Math.round(count * blockBytes),
  }
}

/** The frame of the recording that the block at `offset` of the file begins with. */
export function frameAt(
  { dataStart, blockBytes, blockFrames, mp3 }: EvenLayout,
  offset: number,
): number {
  const block = Math.round((offset - dataStart) / blockBytes)
  return Math.max(block * blockFrames - (mp3?.delay ?? 0), 0)
}
