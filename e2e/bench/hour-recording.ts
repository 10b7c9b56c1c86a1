import { SAMPLE_RATE, WAV_HEADER_BYTES, wavHeader } from './wav-header.ts'

const CHANNELS = 2
const FRAME_BYTES = 2 * CHANNELS
const MINUTE_FRAMES = 60 * SAMPLE_RATE

/** Bytes of the recording: an hour, both sides, 16-bit PCM. */
export const HOUR_BYTES = WAV_HEADER_BYTES + 60 * MINUTE_FRAMES * FRAME_BYTES

/** A minute in which two sides take turns of three seconds, in syllables, over a quiet line. */
function conversation(): Buffer {
  const minute = Buffer.alloc(MINUTE_FRAMES * FRAME_BYTES)
  let noise = 1
  for (let frame = 0; frame < MINUTE_FRAMES; frame += 1) {
    const seconds = frame / SAMPLE_RATE
    const speaker = Math.floor(seconds / 3) % CHANNELS
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * seconds))
    const breath = seconds % 3 < 2.6 ? 1 : 0
    const voice = Math.sin(2 * Math.PI * (speaker === 0 ? 120 : 210) * seconds)
    for (let channel = 0; channel < CHANNELS; channel += 1) {
      noise = (noise * 48_271) % 2_147_483_647 // Park and Miller's generator, the same every time
      const hiss = noise / 2_147_483_647 - 0.5
      const speech = channel === speaker ? syllable * breath * (0.6 * voice + 0.4 * hiss) : 0
      minute.writeInt16LE(
        Math.round(20_000 * speech + 40 * hiss),
        frame * FRAME_BYTES + 2 * channel,
      )
    }
  }
  return minute
}

/**
 * Makes an hour's recording, of which a minute is in memory: it is repeated.
 * @returns at most the bytes of it from `first` up to and with `last`; fewer where it repeats
 */
export function createHourRecording(): (first: number, last: number) => Buffer {
  const header = wavHeader(HOUR_BYTES, CHANNELS)
  const minute = conversation()
  return (first, last) => {
    if (first < header.length) return header.subarray(first, last + 1)
    const start = (first - header.length) % minute.length
    return minute.subarray(start, start + last - first + 1)
  }
}
