import { describe, expect, test } from 'vitest'
import { fileOf } from '../../testing/ask-recording.ts'
import { codedWav, readWavLayout, type WavLayout } from './wav.ts'

const layoutOf = (file: Uint8Array, size = file.length) =>
  readWavLayout(
    async (offset, length) => file.subarray(offset, offset + length),
    () => size,
  )

/** The header of `refund.wav` with this length of its samples. */
function withLength(length: number): Uint8Array {
  const file = fileOf('refund.wav').slice(0, 44)
  new DataView(file.buffer).setUint32(40, length, true)
  return file
}

describe('readWavLayout', () => {
  test.each([
    ['refund.wav', { dataStart: 44, dataBytes: 221_730, blockBytes: 2, sampleRate: 8000 }],
    ['delivery-stereo.wav', { dataBytes: 317_288, blockBytes: 4, channels: 2 }],
    ['appointment-ulaw.wav', { blockBytes: 1, sampleRate: 8000, bytesPerSecond: 8000 }],
    ['booking-gsm.wav', { formatTag: 49, blockBytes: 65, factFrames: 323_971, dataStart: 60 }],
    ['codecs/ms-adpcm-stereo.wav', { formatTag: 2, channels: 2, blockFrames: 1012 }],
    ['codecs/mp3-in-wav.wav', { formatTag: 0x55, blockFrames: null }],
  ])('finds the samples of %s', async (name, expected) => {
    expect(await layoutOf(fileOf(name))).toMatchObject(expected)
  })

  test.each([
    ['an MP3', fileOf('plan-mp3.mp3')],
    ['nothing', new Uint8Array()],
    [
      'samples without a format',
      Uint8Array.from([
        ...fileOf('refund.wav').slice(0, 12),
        ...fileOf('refund.wav').slice(36, 60),
      ]),
    ],
  ])('finds no samples in %s', async (_name, file) => {
    expect(await layoutOf(file)).toBeNull()
  })

  test.each([0, 0x7f_ff_f0_00, 0xff_ff_ff_ff, 500_000])(
    'uses the size of the file if the header states %i',
    async (length) => {
      expect(await layoutOf(withLength(length), 200_044)).toMatchObject({ dataBytes: 200_000 })
    },
  )

  test('has no length if neither the header nor the source states one', async () => {
    const layout = await layoutOf(withLength(0), Number.POSITIVE_INFINITY)
    expect(layout).toMatchObject({ dataBytes: Number.POSITIVE_INFINITY })
  })

  test.each([
    [999, false],
    [1000, true],
    [384_000, true],
    [384_001, false],
  ])('accepts %i frames per second: %s', async (rate, isTaken) => {
    const file = withLength(1000)
    new DataView(file.buffer).setUint32(24, rate, true)
    expect((await layoutOf(file, 1044)) !== null).toBe(isTaken)
  })

  test('retains only the format of a header', async () => {
    const layout = await layoutOf(fileOf('booking-gsm.wav'))
    expect((layout as WavLayout).format.buffer.byteLength).toBe(20)
  })
})

const GSM: WavLayout = {
  formatTag: 49,
  channels: 1,
  sampleRate: 8000,
  bytesPerSecond: 1625,
  blockBytes: 65,
  blockFrames: 320,
  factFrames: null,
  format: new Uint8Array(20),
  dataStart: 60,
  dataBytes: 6500,
}
const IMA = { ...GSM, formatTag: 17, blockBytes: 256, blockFrames: 505, dataBytes: 2560 }
const MS = { ...GSM, formatTag: 2, blockBytes: 256, blockFrames: 500, dataBytes: 2560 }

describe('codedWav', () => {
  test.each([
    ['GSM', GSM, { codec: 'gsm', blockFrames: 320, frames: 32_000 }],
    ['GSM that does not state its blocks', { ...GSM, blockFrames: null }, { blockFrames: 320 }],
    ['GSM with a padding byte', { ...GSM, dataBytes: 6501 }, { frames: 32_000 }],
    ['GSM cut off in a block', { ...GSM, dataBytes: 6499 }, { frames: 31_680 }],
    ['IMA ADPCM', IMA, { codec: 'ima-adpcm', frames: 5050 }],
    ['IMA ADPCM, stereo', { ...IMA, channels: 2, blockBytes: 512 }, { channels: 2, frames: 2525 }],
    [
      'IMA ADPCM that does not state its blocks',
      { ...IMA, blockFrames: null },
      { blockFrames: 505 },
    ],
    ['MS ADPCM', MS, { codec: 'ms-adpcm', frames: 5000 }],
    ['MS ADPCM that does not state its blocks', { ...MS, blockFrames: null }, { blockFrames: 500 }],
    ['MS ADPCM with short blocks', { ...MS, blockFrames: 498 }, { blockFrames: 498 }],
    ['a filled up last block', { ...IMA, factFrames: 4900 }, { frames: 4900 }],
    ['a wrong fact, too few', { ...IMA, factFrames: 4545 }, { frames: 5050 }],
    ['a wrong fact, too many', { ...IMA, factFrames: 5051 }, { frames: 5050 }],
  ])('reads %s', (_name, layout, expected) => {
    expect(codedWav(layout)).toMatchObject(expected)
  })

  test.each([
    ['PCM', { ...GSM, formatTag: 1, blockFrames: 1 }],
    ['an unlisted codec', { ...GSM, formatTag: 0x45 }],
    ['stereo GSM, which does not exist', { ...GSM, channels: 2 }],
    ['GSM in other blocks', { ...GSM, blockBytes: 33 }],
    ['ADPCM in more channels', { ...IMA, channels: 3 }],
    ['ADPCM without a channel', { ...IMA, channels: 0 }],
    ['blocks too small for their frames', { ...IMA, blockFrames: 506 }],
    ['empty blocks', { ...MS, blockBytes: 7, blockFrames: null }],
    ['less than one block', { ...IMA, dataBytes: 255 }],
  ])('does not decode %s', (_name, layout) => {
    expect(codedWav(layout)).toBeNull()
  })
})
