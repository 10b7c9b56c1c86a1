import { describe, expect, it } from 'vitest'
import { fileOf, soundOf } from '../../testing/analysis-of-file.ts'
import { findSilences, quietLevelOf } from './analyse-recording.ts'

/** Levels of so many seconds each, by decibels under full scale. */
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

describe('silence is under a limit between noise and voice', () => {
  it.each([
    ['a noisy line: 8 dB over its noise', levelsOf([20, 10], [45, 5]), 37],
    ['a quiet line', levelsOf([20, 10], [70, 5]), 62],
    ['no further than 45 dB under the voice', levelsOf([20, 10], [80, 5]), 65],
    ['no nearer than 15 dB', levelsOf([20, 10], [30, 5]), 35],
    ['noise of one side, the other switched off', levelsOf([20, 10], [127, 20], [50, 5]), 42],
    ['a few words in much waiting', levelsOf([20, 3], [50, 97]), 42],
    ['nothing but noise: nothing is under it', levelsOf([45, 10], [46, 10]), 60],
  ])('%s', (_name, levels, decibels) => {
    expect(quietLevelOf(levels)).toBe(2 * decibels)
  })

  it('and there is none where nothing sounds', () => {
    expect(quietLevelOf(levelsOf([127, 10]))).toBeNull()
    expect(quietLevelOf(new Uint8Array())).toBeNull()
    expect(search(levelsOf([127, 10]))).toEqual([])
  })
})

describe('silences', () => {
  it.each([
    ['between words', levelsOf([20, 2], [50, 1.5], [20, 2]), [[2, 3.5]]],
    ['not a breath', levelsOf([20, 2], [50, 0.9], [20, 2]), []],
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
      'to a word',
      levelsOf([20, 2], [50, 1], [25, 0.04], [50, 1], [20, 2]),
      [
        [2, 3],
        [3.04, 4.04],
      ],
    ],
    ['over noise that sways', levelsOf([20, 5], [50, 1], [41, 1], [50, 1], [20, 5]), [[5, 8]]],
    [
      'not of what is hardly quiet',
      levelsOf([20, 5], [50, 2], [20, 1], [41, 3], [20, 5]),
      [[5, 7]],
    ],
    ['where one side was switched off', levelsOf([20, 5], [127, 2], [20, 5]), [[5, 7]]],
    ['of a quiet second talker: none', levelsOf([15, 5], [45, 5], [60, 2], [15, 5]), [[10, 12]]],
    ['nothing', levelsOf(), []],
  ])('%s', (_name, levels, expected) => {
    expect(search(levels)).toEqual(expected)
  })

  it('go on to where a recording is known', () => {
    expect(search(levelsOf([20, 2], [50, 3]))).toEqual([[2, 5]])
  })
})

// By `ffmpeg -af silencedetect=noise=-40dB:d=1`: the one pause of the dialogue over a second.
it.each([
  ['refund.wav', []],
  ['delivery-stereo.wav', []],
  ['invoice-ulaw-stereo.wav', []],
  ['address-alaw.wav', [[12.56, 13.74]]],
])('in %s, where another program finds them', async (name, expected) => {
  const { silences = [] } = (await soundOf(fileOf(name))) ?? {}
  expect(silences).toHaveLength(expected.length)
  for (const [index, [from = 0, to = 0]] of expected.entries()) {
    expect(silences[index]?.from).toBeCloseTo(from, 1)
    expect(silences[index]?.to).toBeCloseTo(to, 1)
  }
})
