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

/** Seconds that `layout` is long. */
export function secondsOf({ dataBytes, blockBytes, blockFrames, sampleRate }: EvenLayout): number {
  return (Math.floor(dataBytes / blockBytes) * blockFrames) / sampleRate
}

/** The layout of a stretch of `layout`, in whole blocks, and no longer than the recording is. */
export function layoutOfStretch(layout: EvenLayout, { from, to }: Stretch): EvenLayout {
  const { dataStart, dataBytes, blockBytes, blockFrames, sampleRate } = layout
  const blocks = Math.floor(dataBytes / blockBytes)
  const blockAt = (seconds: number) =>
    Math.min(Math.max(Math.floor((seconds * sampleRate) / blockFrames), 0), blocks)
  const first = blockAt(from)
  const bytes = (Math.max(blockAt(to), first) - first) * blockBytes
  return { ...layout, dataStart: dataStart + first * blockBytes, dataBytes: bytes }
}

/** The frame of the recording that the byte at `offset` of the file belongs to. */
export function frameAt(
  { dataStart, blockBytes, blockFrames }: EvenLayout,
  offset: number,
): number {
  return Math.floor((offset - dataStart) / blockBytes) * blockFrames
}
