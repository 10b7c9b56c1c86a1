import { decodeFrames, type Frames } from './decode-frames.ts'
import type { EvenLayout } from './even-layout.ts'
import { inOrder } from './in-order.ts'
import { frameAt, type LongRecording } from './long-recording.ts'
import { coarseToFine, type Place, planWindows } from './plan-windows.ts'
import { bytesOfRange } from './read-range.ts'
import { withLengths } from './wav-layout.ts'

/** Requests under way at a time; the browser has six, and the sound needs one. */
const AT_ONCE = 4

/** A window of a recording. */
export interface Window extends Place {
  planes: Float32Array[]
  /** Where in the recording it begins, in frames. */
  at: number
}

/**
 * Reads windows of `part` of a recording, the most telling first. Together, with the file's head
 * before them, they are a WAV file of their own, so one decoder reads all.
 * @param budget bytes that may be read
 * @yields nothing for what cannot be decoded or not at that price
 * @throws where a window cannot be read
 */
export async function* readWindows(
  { head, layout, ask }: LongRecording,
  part: EvenLayout,
  budget: number,
): AsyncGenerator<Window, void> {
  const plan = planWindows(part, budget)
  if (!plan) return
  const { starts, windowBytes } = plan
  const startOf = ({ index }: Place) => starts[index] ?? part.dataStart
  const order = coarseToFine(starts.length)

  async function* shortFile(): AsyncGenerator<Uint8Array, void> {
    const ownHead = head.subarray(0, layout.dataStart)
    yield withLengths(ownHead, { ...layout, dataBytes: windowBytes * order.length })
    yield* inOrder(order, AT_ONCE, (place) =>
      bytesOfRange(ask, { first: startOf(place), end: startOf(place) + windowBytes }),
    )
  }

  const framesPerWindow = (windowBytes / layout.blockBytes) * layout.blockFrames
  const places = order.values()
  for await (const planes of cutEvery(framesPerWindow, decodeFrames(shortFile()))) {
    const { value: place } = places.next()
    if (place) yield { ...place, planes, at: frameAt(layout, startOf(place)) }
  }
}

/** Cuts what a decoder gives, in pieces as it likes, into pieces of so many frames. */
export async function* cutEvery(
  length: number,
  decoded: AsyncIterable<Frames>,
): AsyncGenerator<Float32Array[], void> {
  let filled = 0
  let cut: Float32Array[] = []
  for await (const { planes } of decoded) {
    const frames = planes[0]?.length ?? 0
    for (let from = 0; from < frames; ) {
      if (filled === 0) cut = planes.map(() => new Float32Array(length))
      const to = Math.min(frames, from + length - filled)
      for (const [channel, plane] of planes.entries())
        cut[channel]?.set(plane.subarray(from, to), filled)
      filled += to - from
      from = to
      if (filled < length) continue
      yield cut
      filled = 0
    }
  }
  if (filled > 0) yield cut.map((plane) => plane.subarray(0, filled))
}
