import { describe, expect, it } from 'vitest'
import { fileOf, soundOf } from '../../testing/analysis-of-file.ts'
import { findSilences, quietLevelOf } from './analyse-recording.ts'

/** Returns levels from pairs of decibels below full scale and a duration. */
function levelsOf(...parts: [decibels: number, seconds: number][]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap(([decibels, seconds]) =>
      Array.from({ length: Math.round(seconds * 50) }, () => Math.min(2 * decibels, 254)),
    ),
  )
}

const secondsPerSlot = 0.02
const search = (levels: Uint8Array, quietLevel = quietLevelOf(levels)) =>
  findSilences(levels, { secondsPerSlot, quietLevel }).map(({ from, to }) => [
    Number(from.toFixed(2)),
    Number(to.toFixed(2)),
  ])

describe('the limit of silence lies between noise and voice', () => {
  it.each([
    ['on a noisy line, 8 dB above the noise', levelsOf([20, 10], [45, 5]), 37],
    ['on a quiet line', levelsOf([20, 10], [70, 5]), 62],
    ['at most 45 dB below the voice', levelsOf([20, 10], [80, 5]), 65],
    ['at least 15 dB below the voice', levelsOf([20, 10], [30, 5]), 35],
    ['if one channel is switched off', levelsOf([20, 10], [127, 20], [50, 5]), 42],
    ['for a few words in a long wait', levelsOf([20, 3], [50, 97]), 42],
    ['for noise alone, below the noise', levelsOf([45, 10], [46, 10]), 60],
  ])('%s', (_name, levels, decibels) => {
    expect(quietLevelOf(levels)).toBe(2 * decibels)
  })

  it('and does not exist without any signal', () => {
    expect(quietLevelOf(levelsOf([127, 10]))).toBeNull()
    expect(quietLevelOf(new Uint8Array())).toBeNull()
    expect(search(levelsOf([127, 10]))).toEqual([])
  })
})

describe('silences', () => {
  it.each([
    ['between words', levelsOf([20, 2], [50, 1.5], [20, 2]), [[2, 3.5]]],
    ['not for a breath', levelsOf([20, 2], [50, 0.9], [20, 2]), []],
    [
      'at both ends',
      levelsOf([50, 3], [20, 2], [50, 4]),
      [
        [0, 3],
        [5, 9],
      ],
    ],
    ['over a click', levelsOf([20, 2], [50, 1], [15, 0.02], [50, 1], [20, 2]), [[2, 4.02]]],
    [
      'up to a word',
      levelsOf([20, 2], [50, 1], [25, 0.04], [50, 1], [20, 2]),
      [
        [2, 3],
        [3.04, 4.04],
      ],
    ],
    [
      'over noise of changing level',
      levelsOf([20, 5], [50, 1], [41, 1], [50, 1], [20, 5]),
      [[5, 8]],
    ],
    ['not for louder noise', levelsOf([20, 5], [50, 2], [20, 1], [41, 3], [20, 5]), [[5, 7]]],
    ['while one channel is switched off', levelsOf([20, 5], [127, 2], [20, 5]), [[5, 7]]],
    ['not for a quiet second speaker', levelsOf([15, 5], [45, 5], [60, 2], [15, 5]), [[10, 12]]],
    ['at the end of an unfinished analysis', levelsOf([20, 2], [50, 3]), [[2, 5]]],
    ['nothing', levelsOf(), []],
  ])('%s', (_name, levels, expected) => {
    expect(search(levels)).toEqual(expected)
  })
})

// By `ffmpeg -af silencedetect=noise=-40dB:d=1`.
it.each([
  ['refund.wav', []],
  ['delivery-stereo.wav', []],
  ['invoice-ulaw-stereo.wav', []],
  ['address-alaw.wav', [[12.56, 13.74]]],
])('are found in %s as ffmpeg finds them', async (name, expected) => {
  const { silences = [] } = (await soundOf(fileOf(name))) ?? {}
  expect(silences).toHaveLength(expected.length)
  for (const [index, [from = 0, to = 0]] of expected.entries()) {
    expect(silences[index]?.from).toBeCloseTo(from, 1)
    expect(silences[index]?.to).toBeCloseTo(to, 1)
  }
})
