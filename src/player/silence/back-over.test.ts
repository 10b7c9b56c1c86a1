import { expect, test } from 'vitest'
import { backOver } from './back-over.ts'

const LEFT_OUT = [
  { from: 10, to: 20 },
  { from: 22, to: 40 },
]

test.each<[what: string, from: number, seconds: number, to: number]>([
  ['within words', 9, 5, 4],
  ['before the start', 3, 5, -2],
  ['to the end of a silence, and no further', 45, 5, 40],
  ['over a silence', 41, 2, 21],
  ['over two', 41, 5, 8],
  ['from the end of one', 40, 1, 21],
  ['from its middle', 30, 1, 21],
  ['from its beginning', 22, 1, 21],
])('going back %s: from %d by %d s comes to %d', (_what, from, seconds, to) => {
  expect(backOver(LEFT_OUT, from, seconds)).toBe(to)
})
