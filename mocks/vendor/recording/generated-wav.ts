import type { Bytes } from './serve-recording.ts'

const RATE = 8000
const CHANNELS = 2
const HEAD_BYTES = 44
const FRAME_BYTES = 2 * CHANNELS

/** Returns the header of a WAV file of `length` bytes: stereo, 16 bits, 8 kHz. */
function headOf(length: number): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES)
  const view = new DataView(head.buffer)
  const write = (offset: number, name: string) => head.set(new TextEncoder().encode(name), offset)
  write(0, 'RIFF')
  view.setUint32(4, length - 8, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, CHANNELS, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE * FRAME_BYTES, true)
  view.setUint16(32, FRAME_BYTES, true)
  view.setUint16(34, 16, true)
  write(36, 'data')
  view.setUint32(40, length - HEAD_BYTES, true)
  return head
}

/** Seconds after which the dialogue repeats, louder or softer. */
const CYCLE = 30
const SAMPLES = CYCLE * RATE

/** When each channel (0 is left) speaks within a cycle, in seconds. */
const TURNS = [
  { side: 0, from: 0, to: 8, pitch: 120 },
  { side: 1, from: 8.5, to: 18, pitch: 210 },
  { side: 0, from: 26, to: 29.5, pitch: 120 },
]
/** The long silence in each cycle, in seconds. */
export const LONG_SILENCE = { from: 18, to: 26 }
/** Syllables in a second. */
const SYLLABLES = 4
/** Parts of full scale: the loudest voice, and the line's noise at -56 dBFS. */
const VOICE = 0.6
const NOISE = 0.0027

/**
 * Generates a stereo call as it is read: 16 bit at 8 kHz, 115 MB an hour. Two voices of different pitch
 * take turns. Their volume changes from cycle to cycle.
 */
export function createLongCall(seconds = 3600): Bytes {
  const length = HEAD_BYTES + seconds * RATE * FRAME_BYTES
  const head = headOf(length)
  let cycle: Int16Array | null = null

  function slice(from: number, to: number): Uint8Array {
    cycle ??= makeCycle()
    const bytes = new Uint8Array(Math.max(to - from, 0))
    bytes.set(head.subarray(from, to))
    const start = Math.max(from, HEAD_BYTES)
    const firstFrame = Math.floor((start - HEAD_BYTES) / FRAME_BYTES)
    const endFrame = Math.ceil((to - HEAD_BYTES) / FRAME_BYTES)
    if (endFrame <= firstFrame) return bytes
    const samples = new Int16Array((endFrame - firstFrame) * CHANNELS)
    for (let index = 0; index < samples.length; ) {
      const sample = firstFrame * CHANNELS + index
      const within = sample % cycle.length
      const end = Math.min(samples.length, index + cycle.length - within)
      const gain = gainOf(Math.floor(sample / cycle.length))
      for (let place = within; index < end; index += 1, place += 1)
        samples[index] = (cycle[place] as number) * gain
    }
    const offset = start - HEAD_BYTES - firstFrame * FRAME_BYTES
    bytes.set(new Uint8Array(samples.buffer, offset, to - start), start - from)
    return bytes
  }

  return { length, slice }
}

/** Returns the volume of a cycle, from 0.4 to 1. */
function gainOf(cycle: number): number {
  return 0.7 + 0.3 * Math.sin(cycle * 0.9)
}

function makeCycle(): Int16Array {
  const cycle = new Int16Array(SAMPLES * CHANNELS)
  let seed = 1
  for (let index = 0; index < cycle.length; index += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    cycle[index] = (seed / 2 ** 31 - 1) * NOISE * 32_767
  }
  for (const { side, from, to, pitch } of TURNS) {
    for (let frame = from * RATE; frame < to * RATE; frame += 1) {
      const time = frame / RATE
      const syllable = Math.abs(Math.sin(Math.PI * SYLLABLES * (time - from)))
      const voice = Math.sin(2 * Math.PI * pitch * time) + Math.sin(6 * Math.PI * pitch * time) / 2
      const index = frame * CHANNELS + side
      cycle[index] = (cycle[index] ?? 0) + syllable * voice * VOICE * 0.66 * 32_767
    }
  }
  return cycle
}

const LOUDNESS = 1500
/** 440 Hz repeats after this many frames. */
const PERIOD_FRAMES = 200

/** Generates a WAV file of `length` bytes with a tone, as it is read. */
export function createTone(length: number): Bytes {
  const head = headOf(length)
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
        return (at < HEAD_BYTES ? head : period)[
          at < HEAD_BYTES ? at : (at - HEAD_BYTES) % period.length
        ] as number
      })
    },
  }
}

/** Returns the seconds of a tone of `length` bytes. */
export function toneSeconds(length: number): number {
  return (length - HEAD_BYTES) / (RATE * FRAME_BYTES)
}
