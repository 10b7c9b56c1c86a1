import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { mp3Delay } from './read-frames.ts'

const FOLDER = new URL('../../../mocks/vendor/recordings/', import.meta.url)
/** Their empty ID3 tag. */
const ID3_BYTES = 20
const headOf = (name: string) =>
  new Uint8Array(readFileSync(new URL(name, FOLDER))).subarray(ID3_BYTES, 4096)

function without(text: string, file: Uint8Array): Uint8Array {
  const changed = file.slice()
  changed.fill(0, Buffer.from(file).indexOf(text), Buffer.from(file).indexOf(text) + 4)
  return changed
}

// ffprobe -show_entries packet_side_data: 1105 samples are skipped, 576 of them LAME's delay.
it.each([
  ['mono', headOf('plan-mp3.mp3'), 1105],
  ['stereo', headOf('payment-stereo-mp3.mp3'), 1105],
  ['with no Info tag', without('Info', headOf('plan-mp3.mp3')), 0],
  ['by an encoder that does not state it', without('Lavf', headOf('plan-mp3.mp3')), 0],
  ['cut short', headOf('plan-mp3.mp3').subarray(0, 60), 0],
  ['in place of which is a WAV file', headOf('refund.wav'), 0],
  ['without bytes', new Uint8Array(), 0],
])('returns the delay of an MP3 %s', (_name, head, frames) => {
  expect(mp3Delay(head)).toBe(frames)
})
