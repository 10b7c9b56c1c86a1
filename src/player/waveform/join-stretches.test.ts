import { expect, it } from 'vitest'
import { joinStretches } from './join-stretches.ts'

const stretches = (...pairs: [number, number][]) => pairs.map(([from, to]) => ({ from, to }))

it.each([
  ['nothing', [], []],
  [
    'those apart, in order',
    [
      [5, 6],
      [1, 2],
    ],
    [
      [1, 2],
      [5, 6],
    ],
  ],
  [
    'those that touch',
    [
      [1, 2],
      [2, 3],
    ],
    [[1, 3]],
  ],
  [
    'those that overlap',
    [
      [1, 4],
      [2, 6],
      [8, 9],
    ],
    [
      [1, 6],
      [8, 9],
    ],
  ],
  [
    'one within another',
    [
      [1, 6],
      [2, 3],
    ],
    [[1, 6]],
  ],
] as [string, [number, number][], [number, number][]][])('%s', (_name, before, after) => {
  expect(joinStretches(stretches(...before))).toEqual(stretches(...after))
})
