import type { Bytes } from './byte-stream.ts'

/** The ID3 tag that the simulator's MP3 files begin with. */
const ID3_BYTES = 20
/** The frame after it, which has no sound: its bytes (24 kbit/s, 8 kHz), and where it tells counts. */
const INFO = { bytes: 216, frames: 29, size: 33 }

/**
 * An MP3 file at a constant bit rate over and over: its frames, and an Info tag that says so.
 * @param once `payment-stereo-mp3.mp3`: 24 kbit/s, 8 kHz, stereo
 * @param times how often it is heard
 */
export function createLongMp3(once: Uint8Array, times: number): Bytes {
  const start = ID3_BYTES + INFO.bytes
  const head = once.slice(0, start)
  const frames = once.subarray(start)
  const length = start + times * frames.length
  const view = new DataView(head.buffer)
  view.setUint32(ID3_BYTES + INFO.frames, (times * frames.length) / INFO.bytes)
  view.setUint32(ID3_BYTES + INFO.size, length - ID3_BYTES)
  return {
    length,
    slice(from, to) {
      const bytes = new Uint8Array(Math.max(Math.min(to, length) - from, 0))
      bytes.set(head.subarray(from, from + bytes.length))
      for (let at = Math.max(from, start); at < from + bytes.length; ) {
        const piece = frames.subarray((at - start) % frames.length)
        bytes.set(piece.subarray(0, from + bytes.length - at), at - from)
        at += piece.length
      }
      return bytes
    },
  }
}
