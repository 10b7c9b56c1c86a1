import { decodeFrames, type Frames } from './decode-frames.ts'
import type { EvenLayout } from './even-layout.ts'
import { blocksOf, frameAt, type LongRecording } from './long-recording.ts'
import { wholeFrames } from './mp3-layout.ts'
import { bytesOfRange, readRange } from './read-range.ts'
import { withLengths } from './wav-layout.ts'

/** Frames of a part of a recording. */
export interface Piece {
  planes: Float32Array[]
  /** Where in the recording it begins, in frames. */
  at: number
}

/**
 * Reads and decodes all of `part` of a recording.
 * @yields its frames in order; nothing for what cannot be decoded
 * @throws where reading breaks off
 */
export async function* readPart(
  long: LongRecording,
  part: EvenLayout,
): AsyncGenerator<Piece, void> {
  if (part.mp3) {
    yield* decodeMp3Part(long, part, await bytesOfRange(long.ask, mp3Range(long, part)))
    return
  }
  const { layout, head, ask } = long
  const { dataStart, dataBytes } = part
  async function* shortFile(): AsyncGenerator<Uint8Array, void> {
    yield withLengths(head.subarray(0, layout.dataStart), { ...layout, dataBytes })
    yield* readRange(ask, { first: dataStart, end: dataStart + dataBytes })
  }
  yield* placed(decodeFrames(shortFile()), frameAt(layout, dataStart))
}

/** The bytes it takes to decode `part` of an MP3 file: wherever they begin, some frames come first. */
export function mp3Range(
  { layout, size }: LongRecording,
  { dataStart, dataBytes, blockBytes, mp3 }: EvenLayout,
): { first: number; end: number } {
  const before = ((mp3?.lead ?? 0) + 1) * blockBytes
  return {
    first: Math.max(Math.ceil(dataStart - before), layout.dataStart),
    end: Math.min(Math.floor(dataStart + dataBytes + blockBytes), size),
  }
}

/** Decodes `part` of an MP3 file. @param bytes those of `mp3Range` */
export async function* decodeMp3Part(
  long: LongRecording,
  part: EvenLayout,
  bytes: Uint8Array,
): AsyncGenerator<Piece, void> {
  const { layout } = long
  const { mp3, blockBytes, blockFrames } = layout
  const found = mp3 && wholeFrames(bytes, mp3.frame)
  if (!found) return
  const frame = Math.round(
    (mp3Range(long, part).first + found.from - layout.dataStart) / blockBytes,
  )
  const from = frameAt(layout, part.dataStart)
  const to = from + blocksOf(part) * blockFrames
  const frames = decodeFrames(only(bytes.subarray(found.from, found.to)))
  for await (const { planes, at } of placed(frames, frame * blockFrames - mp3.delay)) {
    const wanted = planes.map((plane) =>
      plane.subarray(Math.max(from - at, 0), Math.max(to - at, 0)),
    )
    if (wanted[0]?.length) yield { planes: wanted, at: Math.max(at, from) }
  }
}

async function* placed(frames: AsyncIterable<Frames>, first: number): AsyncGenerator<Piece, void> {
  let at = first
  for await (const { planes } of frames) {
    yield { planes, at }
    at += planes[0]?.length ?? 0
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes
}
