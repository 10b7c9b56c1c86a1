import { expect, it } from 'vitest'
import type { Frames } from './decode-frames.ts'
import { cutEvery } from './read-windows.ts'

async function* decoded(...lengths: number[]): AsyncGenerator<Frames, void> {
  let at = 0
  for (const length of lengths) {
    const plane = Float32Array.from({ length }, (_, index) => at + index)
    yield { planes: [plane, plane.map((sample) => -sample)], sampleRate: 8000 }
    at += length
  }
}

it.each([
  [
    'pieces of the same length',
    [4, 4],
    [
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ],
  ],
  [
    'longer ones',
    [10],
    [
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ],
  ],
  ['shorter ones', [3, 3, 3], [[0, 1, 2, 3], [4, 5, 6, 7], [8]]],
  ['nothing', [], []],
])('%s', async (_name, lengths, expected) => {
  const cuts: number[][][] = []
  for await (const planes of cutEvery(4, decoded(...lengths)))
    cuts.push(planes.map((plane) => [...plane]))
  expect(cuts).toEqual(expected.map((cut) => [cut, cut.map((sample) => -sample)]))
})
