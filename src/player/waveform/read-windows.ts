import { decodeFrames, type Frames } from './decode-frames.ts'
import type { EvenLayout } from './even-layout.ts'
import { inOrder } from './in-order.ts'
import { frameAt, type LongRecording } from './long-recording.ts'
import { coarseToFine, type Place, planWindows } from './plan-windows.ts'
import { decodeMp3Part, mp3Range, type Piece } from './read-part.ts'
import { bytesOfRange } from './read-range.ts'
import { withLengths } from './wav-layout.ts'

/** Requests under way at a time; the browser has six, and the sound needs one. */
const AT_ONCE = 4

/** A window of a recording. */
export interface Window extends Place, Piece {}

/**
 * Reads windows of `part` of a recording, the most telling first.
 * @param budget bytes that may be read
 * @yields nothing for what cannot be decoded or not at that price
 * @throws where a window cannot be read
 */
export async function* readWindows(
  long: LongRecording,
  part: EvenLayout,
  budget: number,
): AsyncGenerator<Window, void> {
  const plan = planWindows(part, budget)
  if (!plan) return
  const { windows, windowFrames } = plan
  const order = coarseToFine(windows.length).flatMap((place) => {
    const window = windows[place.index]
    return window ? [{ place, window }] : []
  })
  yield* part.mp3 ? mp3Windows(long, order, windowFrames) : wavWindows(long, order, windowFrames)
}

type Order = readonly { place: Place; window: EvenLayout }[]

/** Together, with the file's head before them, they are a WAV file of their own: one decoder for all. */
async function* wavWindows(
  { head, layout, ask }: LongRecording,
  order: Order,
  windowFrames: number,
): AsyncGenerator<Window, void> {
  async function* shortFile(): AsyncGenerator<Uint8Array, void> {
    const dataBytes = order.reduce((sum, { window }) => sum + window.dataBytes, 0)
    yield withLengths(head.subarray(0, layout.dataStart), { ...layout, dataBytes })
    yield* inOrder(order, AT_ONCE, ({ window: { dataStart, dataBytes } }) =>
      bytesOfRange(ask, { first: dataStart, end: dataStart + dataBytes }),
    )
  }
  const windows = order.values()
  for await (const planes of cutEvery(windowFrames, decodeFrames(shortFile()))) {
    const { value } = windows.next()
    if (value) yield { ...value.place, planes, at: frameAt(layout, value.window.dataStart) }
  }
}

/** Each is decoded by itself, as its frames borrow from those before them. */
async function* mp3Windows(
  long: LongRecording,
  order: Order,
  windowFrames: number,
): AsyncGenerator<Window, void> {
  const { ask, layout } = long
  const windows = order.values()
  for await (const bytes of inOrder(order, AT_ONCE, ({ window }) =>
    bytesOfRange(ask, mp3Range(long, window)),
  )) {
    const { value } = windows.next()
    if (!value) return
    const decoded = decodeMp3Part(long, value.window, bytes)
    const at = frameAt(layout, value.window.dataStart)
    let isDecoded = false
    for await (const planes of cutEvery(windowFrames, decoded)) {
      isDecoded = true
      yield { ...value.place, planes, at }
    }
    if (!isDecoded && value === order[0]) return // here is no decoder: the rest would be for nothing
  }
}

/** Cuts what a decoder gives, in pieces as it likes, into pieces of so many frames. */
export async function* cutEvery(
  length: number,
  decoded: AsyncIterable<Pick<Frames, 'planes'>>,
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
