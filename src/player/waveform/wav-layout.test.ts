import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isWavHead, WAV_HEAD_BYTES, wavLayout, withLengths } from './wav-layout.ts'

const FOLDER = new URL('../../../mocks/vendor/recordings/', import.meta.url)
const headOf = (name: string) =>
  new Uint8Array(readFileSync(new URL(name, FOLDER))).subarray(0, 4096)
const dataChunk = (length: number) => withData(headOf('refund.wav'), length)

function withData(head: Uint8Array, length: number): Uint8Array {
  const changed = head.slice()
  new DataView(changed.buffer).setUint32(40, length, true)
  return changed
}

describe('wavLayout', () => {
  it.each([
    ['refund.wav', 221_774, { dataStart: 44, dataBytes: 221_730, blockBytes: 2, sampleRate: 8000 }],
    ['delivery-stereo.wav', 317_332, { dataBytes: 317_288, blockBytes: 4 }],
    ['appointment-ulaw.wav', 195_650, { blockBytes: 1, sampleRate: 8000 }],
    [
      'booking-gsm.wav',
      65_906,
      { formatTag: 49, blockBytes: 65, blockFrames: 320, factFrames: 323_971, dataStart: 60 },
    ],
    ['codecs/ms-adpcm-stereo.wav', 23_642, { formatTag: 2, channels: 2, blockFrames: 1012 }],
    ['codecs/mp3-in-wav.wav', 6262, { formatTag: 0x55, blockFrames: null }],
  ])('finds the samples of %s', (name, size, expected) => {
    expect(wavLayout(headOf(name), size)).toMatchObject(expected)
  })

  it.each([
    ['an MP3', headOf('plan-mp3.mp3')],
    ['nothing', new Uint8Array()],
    ['a head cut short', headOf('refund.wav').subarray(0, 40)],
  ])('finds none in %s', (_name, head) => {
    expect(wavLayout(head, 1_000_000)).toBeNull()
  })

  it.each([0, 0x7f_ff_f0_00, 0xff_ff_ff_ff, 500_000])(
    'goes by the file where the head says %i',
    (length) => {
      expect(wavLayout(dataChunk(length), 200_044)?.dataBytes).toBe(200_000)
    },
  )

  it.each([
    ['GSM', 'booking-gsm.wav', { blockBytes: 65, blockFrames: 320 }],
    ['PCM', 'refund.wav', { blockBytes: 2, blockFrames: 1 }],
  ])('knows what %s decodes together', (_name, name, expected) => {
    expect(wavLayout(headOf(name), 1_000_000)).toMatchObject(expected)
  })

  it.each([
    [999, null],
    [1000, 1000],
    [384_000, 384_000],
    [384_001, null],
    [0xff_ff_ff_ff, null],
  ])('takes %i frames in a second for %s', (rate, expected) => {
    const head = headOf('appointment-ulaw.wav').slice()
    new DataView(head.buffer).setUint32(24, rate, true)
    expect(wavLayout(head, 1_000_000_000)?.sampleRate ?? null).toBe(expected)
  })

  describe.each(['RF64', 'BW64'])('%s', (name) => {
    const head = new Uint8Array(36 + 44)
    const view = new DataView(head.buffer)
    head.set(headOf('refund.wav').subarray(0, 12))
    head.set(new TextEncoder().encode(name))
    head.set(new TextEncoder().encode('ds64'), 12)
    head.set(headOf('refund.wav').subarray(12, 44), 48)
    view.setUint32(4, 0xff_ff_ff_ff, true)
    view.setUint32(16, 28, true)
    view.setBigUint64(28, 5_000_000_000n, true)
    view.setUint32(76, 0xff_ff_ff_ff, true)

    it('has its length in 64 bits', () => {
      const layout = wavLayout(head, 9_000_000_000)
      expect(layout).toMatchObject({ dataStart: 80, dataBytes: 5_000_000_000, blockBytes: 2 })
    })

    it('is an ordinary file once it is shorter', () => {
      const changed = withLengths(head, { dataStart: 80, dataBytes: 1234 })
      expect(wavLayout(changed, 9_000_000_000)).toMatchObject({ dataStart: 80, dataBytes: 1234 })
      expect(new TextDecoder().decode(changed.subarray(0, 16))).toMatch(/^RIFF.*WAVEJUNK$/s)
    })
  })

  it('reads what withLengths has set', () => {
    const changed = withLengths(headOf('refund.wav'), { dataStart: 44, dataBytes: 1234 })
    expect(wavLayout(changed, 1_000_000)?.dataBytes).toBe(1234)
    expect(new DataView(changed.buffer).getUint32(4, true)).toBe(1234 + 36)
  })
})

describe('isWavHead', () => {
  it.each([
    ['all of a head', headOf('refund.wav').subarray(0, 44), true],
    ['a head cut short', headOf('refund.wav').subarray(0, 43), false],
    ['too few bytes to tell', headOf('plan-mp3.mp3').subarray(0, 11), false],
    ['another file', headOf('plan-mp3.mp3').subarray(0, 12), true],
    ['a head that does not end', withData(headOf('refund.wav'), 0).fill(0, 36), false],
    ['more than a head can be', new Uint8Array(WAV_HEAD_BYTES), true],
  ])('of %s', (_name, head, expected) => {
    expect(isWavHead(head)).toBe(expected)
  })
})
