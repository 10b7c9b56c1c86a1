import type { Bytes } from './byte-stream.ts'

const RATE = 8000
const CHANNELS = 2
const HEAD_BYTES = 44
const FRAME_BYTES = 2 * CHANNELS
/** Seconds after which the same is said again, louder or softer. */
const CYCLE = 30
const SAMPLES = CYCLE * RATE

/** Who speaks when in a cycle, in seconds; left is 0, right is 1. Nobody does in between. */
const TURNS = [
  { side: 0, from: 0, to: 8, pitch: 120 },
  { side: 1, from: 8.5, to: 18, pitch: 210 },
  { side: 0, from: 26, to: 29.5, pitch: 120 },
]
/** Where both sides are silent for long in each cycle, in seconds. */
export const LONG_SILENCE = { from: 18, to: 26 }
/** Syllables in a second. */
const SYLLABLES = 4
/** Of full scale: the loudest voice, and the line's noise, which is at -56 dBFS. */
const VOICE = 0.6
const NOISE = 0.0027

/**
 * An hour of a stereo call, 16 bit at 8 kHz: 115 MB that are nowhere, made as they are read. Two
 * voices, told apart by their pitch, take turns; how loud they are changes from cycle to cycle.
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

/** How loud a cycle is, from 0.4 to 1, as if people came closer and leaned back. */
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

/** The head of a WAV file of `length` bytes. */
function headOf(length: number): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES)
  const view = new DataView(head.buffer)
  const text = new TextEncoder()
  for (const [offset, name] of [
    [0, 'RIFF'],
    [8, 'WAVEfmt '],
    [36, 'data'],
  ] as const)
    head.set(text.encode(name), offset)
  view.setUint32(4, length - 8, true)
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, CHANNELS, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE * FRAME_BYTES, true)
  view.setUint16(32, FRAME_BYTES, true)
  view.setUint16(34, 16, true)
  view.setUint32(40, length - HEAD_BYTES, true)
  return head
}
