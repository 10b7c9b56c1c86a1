import { describe, expect, it } from 'vitest'
import type { WavLayout } from '../waveform/wav-layout.ts'
import { codedWav } from './coded-wav.ts'

const GSM: WavLayout = {
  formatTag: 49,
  channels: 1,
  sampleRate: 8000,
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
  it.each([
    ['GSM', GSM, { codec: 'gsm', blockFrames: 320, frames: 32_000 }],
    ['GSM that does not say its blocks', { ...GSM, blockFrames: null }, { blockFrames: 320 }],
    ['GSM with a padding byte', { ...GSM, dataBytes: 6501 }, { frames: 32_000 }],
    ['GSM cut off in a block', { ...GSM, dataBytes: 6499 }, { frames: 31_680 }],
    ['IMA ADPCM', IMA, { codec: 'ima-adpcm', frames: 5050 }],
    ['IMA ADPCM, stereo', { ...IMA, channels: 2, blockBytes: 512 }, { channels: 2, frames: 2525 }],
    ['IMA ADPCM that does not say its blocks', { ...IMA, blockFrames: null }, { blockFrames: 505 }],
    ['MS ADPCM', MS, { codec: 'ms-adpcm', frames: 5000 }],
    ['MS ADPCM that does not say its blocks', { ...MS, blockFrames: null }, { blockFrames: 500 }],
    ['MS ADPCM with short blocks', { ...MS, blockFrames: 498 }, { blockFrames: 498 }],
    ['a filled up last block', { ...IMA, factFrames: 4900 }, { frames: 4900 }],
    ['a wrong fact, too few', { ...IMA, factFrames: 4545 }, { frames: 5050 }],
    ['a wrong fact, too many', { ...IMA, factFrames: 5051 }, { frames: 5050 }],
  ])('knows %s', (_name, layout, expected) => {
    expect(codedWav(layout)).toMatchObject(expected)
  })

  it.each([
    ['no WAV', null],
    ['PCM', { ...GSM, formatTag: 1, blockFrames: 1 }],
    ['an unheard-of codec', { ...GSM, formatTag: 0x45 }],
    ['stereo GSM, which there is not', { ...GSM, channels: 2 }],
    ['GSM in other blocks', { ...GSM, blockBytes: 33 }],
    ['ADPCM in more channels', { ...IMA, channels: 3 }],
    ['ADPCM without a channel', { ...IMA, channels: 0 }],
    ['blocks too small for what they say', { ...IMA, blockFrames: 506 }],
    ['blocks with nothing in them', { ...MS, blockBytes: 7, blockFrames: null }],
    ['not one whole block', { ...IMA, dataBytes: 255 }],
  ])('knows not %s', (_name, layout) => {
    expect(codedWav(layout)).toBeNull()
  })
})
