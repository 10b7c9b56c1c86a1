import { describe, expect, it } from 'vitest'
import { isAlike, type Mp3Frame, mp3FrameAt, mp3Start } from './mp3-frame.ts'

const frame = (
  bytes: number,
  bitsPerSecond: number,
  sampleRate: number,
  channels: 1 | 2,
  frames: 1152 | 576,
): Mp3Frame => ({ bytes, bitsPerSecond, sampleRate, channels, frames })

// Lengths by ISO 11172-3, 2.4.3.1: 144 times the bit rate by the sample rate; of MPEG 2 and 2.5, 72.
it.each<[string, number[], Mp3Frame | null]>([
  ['128 kbit/s, 44.1 kHz', [0xff, 0xfb, 0x90, 0x00], frame(417, 128_000, 44_100, 2, 1152)],
  ['the same, padded', [0xff, 0xfb, 0x92, 0x00], frame(418, 128_000, 44_100, 2, 1152)],
  ['the same with a check sum', [0xff, 0xfa, 0x90, 0x00], frame(417, 128_000, 44_100, 2, 1152)],
  ['320 kbit/s, 48 kHz, mono', [0xff, 0xfb, 0xe4, 0xc0], frame(960, 320_000, 48_000, 1, 1152)],
  ['MPEG 2, 64 kbit/s, 16 kHz', [0xff, 0xf3, 0x88, 0x40], frame(288, 64_000, 16_000, 2, 576)],
  ['MPEG 2.5, 24 kbit/s, 8 kHz', [0xff, 0xe3, 0x38, 0x00], frame(216, 24_000, 8000, 2, 576)],
  ['MPEG 2.5, 16 kbit/s, 8 kHz, mono', [0xff, 0xe3, 0x28, 0xc0], frame(144, 16_000, 8000, 1, 576)],
  ['a bit rate of its own', [0xff, 0xfb, 0x00, 0x00], null],
  ['a bit rate that is none', [0xff, 0xfb, 0xf0, 0x00], null],
  ['a sample rate that is none', [0xff, 0xfb, 0x9c, 0x00], null],
  ['a version that is none', [0xff, 0xeb, 0x90, 0x00], null],
  ['layer 2', [0xff, 0xfd, 0x90, 0x00], null],
  ['AAC', [0xff, 0xf1, 0x50, 0x80], null],
  ['sound', [0x12, 0x34, 0x56, 0x78], null],
  ['three bytes', [0xff, 0xfb, 0x90], null],
])('%s', (_name, head, expected) => {
  expect(mp3FrameAt(Uint8Array.from([0, ...head]), 1)).toEqual(expected)
})

describe('frames are alike', () => {
  const one = frame(417, 128_000, 44_100, 2, 1152)
  it.each([
    ['with and without padding', frame(418, 128_000, 44_100, 2, 1152), true],
    ['at another bit rate', frame(208, 64_000, 44_100, 2, 1152), false],
    ['at another sample rate', frame(384, 128_000, 48_000, 2, 1152), false],
    ['with another number of sides', frame(417, 128_000, 44_100, 1, 1152), false],
    ['where there is none', null, false],
  ])('%s: %s', (_name, other, expected) => expect(isAlike(one, other)).toBe(expected))
})

it.each([
  ['at once', [0xff, 0xfb, 0x90, 0x00], 0],
  ['after an ID3 tag', [0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 2], 10 + 128 + 2],
  ['in nothing', [], 0],
])('an MP3 begins %s', (_name, head, start) => expect(mp3Start(Uint8Array.from(head))).toBe(start))
