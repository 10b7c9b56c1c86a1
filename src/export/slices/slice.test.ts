import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canCut, cutSlice, sliceBetween } from './slice.ts'

test('a slice is read from times of any offset, to the second', () => {
  const range = { from: '2026-11-01T00:00:00+08:00', to: '2026-10-31T16:00:59Z' }
  expect(sliceBetween(range)).toEqual({ from: 1_793_462_400, to: 1_793_462_459 })
})

test.each([
  [{ from: 10, to: 19 }, 1, [[10, 19]]],
  [
    { from: 10, to: 19 },
    2,
    [
      [15, 19],
      [10, 14],
    ],
  ],
  [
    { from: 10, to: 19 },
    3,
    [
      [16, 19],
      [13, 15],
      [10, 12],
    ],
  ],
  [{ from: 10, to: 10 }, 4, [[10, 10]]],
  [
    { from: 10, to: 11 },
    4,
    [
      [11, 11],
      [10, 10],
    ],
  ],
])('%j cut in %d is %j', (slice, parts, cuts) => {
  expect(cutSlice(slice, parts)).toEqual(cuts.map(([from, to]) => ({ from, to })))
})

test('the cuts of any slice are all its seconds, each once', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.nat(500),
      fc.integer({ min: 1, max: 50 }),
      (from, length, parts) => {
        const cuts = cutSlice({ from, to: from + length }, parts)
        const seconds = cuts
          .toReversed()
          .flatMap((cut) =>
            Array.from({ length: cut.to - cut.from + 1 }, (_, index) => cut.from + index),
          )
        expect(seconds).toEqual(Array.from({ length: length + 1 }, (_, index) => from + index))
      },
    ),
  )
})

test('only a second cannot be cut', () => {
  expect(canCut({ from: 1, to: 1 })).toBe(false)
  expect(canCut({ from: 1, to: 2 })).toBe(true)
})
