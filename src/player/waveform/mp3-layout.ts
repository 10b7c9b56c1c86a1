import type { EvenLayout } from './even-layout.ts'
import { mp3Delay } from './mp3-delay.ts'
import { HEAD_BYTES, isAlike, type Mp3Frame, mp3FrameAt, mp3Start, mp3Tag } from './mp3-frame.ts'

/** So many frames at the start of a file must be alike for the rest to be taken for the same. */
const ALIKE = 20
/** Bytes before a frame that it may borrow: of MPEG 1, and of MPEG 2 and 2.5 (`main_data_begin`). */
const RESERVOIR_BYTES = { 1152: 511, 576: 255 }

/**
 * Finds how the frames of an MP3 file lie, where time tells the place: at a constant bit rate. All
 * frames are equally long then, but for a byte here and there that makes up for the fractions.
 * @param head the first bytes of the file
 * @param size bytes of the whole file
 * @returns `null` for another bit rate, where the head is too short to tell, and for what is no MP3
 */
export function mp3Layout(head: Uint8Array, size: number): EvenLayout | null {
  const start = mp3Start(head)
  const tag = mp3Tag(head)
  if (tag && tag.name !== 'Info') return null
  const dataStart = tag ? start + (mp3FrameAt(head, start)?.bytes ?? 0) : start
  const frame = mp3FrameAt(head, dataStart)
  if (!frame || !areAlike(head, dataStart, frame)) return null
  const blockBytes = (frame.frames * frame.bitsPerSecond) / 8 / frame.sampleRate
  // A frame needs those that it borrows from, and its overlap with the one before.
  const lead = 1 + Math.ceil(RESERVOIR_BYTES[frame.frames] / blockBytes)
  return {
    ...{ dataStart, blockBytes, blockFrames: frame.frames, sampleRate: frame.sampleRate },
    dataBytes: size - dataStart,
    mp3: { frame, lead, delay: mp3Delay(head) },
  }
}

/** Whether from `at` to the end of the head there is nothing but frames like `frame`, and enough. */
function areAlike(head: Uint8Array, at: number, frame: Mp3Frame): boolean {
  let count = 0
  let place = at
  for (; place + HEAD_BYTES <= head.length; count += 1) {
    const next = mp3FrameAt(head, place)
    if (!next || !isAlike(frame, next)) return false
    place += next.bytes
  }
  return count >= ALIKE
}

/**
 * The whole frames like `frame` in bytes from the middle of a stream.
 * @returns where the first one begins and the last one ends; `null` where there are not two
 */
export function wholeFrames(
  bytes: Uint8Array,
  frame: Mp3Frame,
): { from: number; to: number } | null {
  for (let from = 0; from <= 2 * frame.bytes; from += 1) {
    const first = mp3FrameAt(bytes, from)
    // Sound may look like a head, but not where the next one must be too.
    if (!first || !isAlike(frame, first)) continue
    if (!isAlike(frame, mp3FrameAt(bytes, from + first.bytes))) continue
    let to = from
    for (let next: Mp3Frame | null = first; next && isAlike(frame, next); ) {
      if (to + next.bytes > bytes.length) break
      to += next.bytes
      next = mp3FrameAt(bytes, to)
    }
    return to > from ? { from, to } : null
  }
  return null
}
