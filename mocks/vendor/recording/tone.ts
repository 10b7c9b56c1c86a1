import type { Bytes } from './byte-stream.ts'

const HEADER_BYTES = 44
const RATE = 8000
const FRAME_BYTES = 4
/** As loud as a telephone's tone beside speech. */
const LOUDNESS = 1500
/** 440 Hz come round after so many frames. */
const PERIOD_FRAMES = 200

/** A WAV file of `length` bytes that is a tone: stereo, 16 bits, 8 kHz; made where it is read. */
export function createTone(length: number): Bytes {
  const header = wavHeader(length)
  const period = new Uint8Array(PERIOD_FRAMES * FRAME_BYTES)
  const view = new DataView(period.buffer)
  for (let frame = 0; frame < PERIOD_FRAMES; frame += 1) {
    const sample = Math.round(LOUDNESS * Math.sin((2 * Math.PI * 440 * frame) / RATE))
    view.setInt16(frame * FRAME_BYTES, sample, true)
    view.setInt16(frame * FRAME_BYTES + 2, sample, true)
  }
  return {
    length,
    slice(start, end) {
      const part = new Uint8Array(Math.max(Math.min(end, length) - start, 0))
      return part.map((_, i) => {
        const at = start + i
        return (at < HEADER_BYTES ? header : period)[
          at < HEADER_BYTES ? at : (at - HEADER_BYTES) % period.length
        ] as number
      })
    },
  }
}

/** How long a tone of so many bytes is, in seconds. */
export function toneSeconds(length: number): number {
  return (length - HEADER_BYTES) / (RATE * FRAME_BYTES)
}

function wavHeader(length: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES)
  const view = new DataView(header.buffer)
  const text = (at: number, word: string) => header.set(new TextEncoder().encode(word), at)
  text(0, 'RIFF')
  view.setUint32(4, length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 2, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE * FRAME_BYTES, true)
  view.setUint16(32, FRAME_BYTES, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, length - HEADER_BYTES, true)
  return header
}
