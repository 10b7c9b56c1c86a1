import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Range } from './heard-marks.ts'
import { mergeRanges, rangesOf, withoutRanges } from './ranges.ts'

describe('mergeRanges', () => {
  it.each<[name: string, ranges: Range[], merged: Range[]]>([
    ['nothing', [], []],
    ['one', [[1, 2]], [[1, 2]]],
    [
      'out of order',
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
      'overlapping',
      [
        [1, 4],
        [3, 6],
      ],
      [[1, 6]],
    ],
    [
      'one within another',
      [
        [1, 9],
        [3, 4],
      ],
      [[1, 9]],
    ],
    [
      'touching',
      [
        [1, 2],
        [2, 3],
      ],
      [[1, 3]],
    ],
    [
      'nearly touching',
      [
        [1, 2],
        [2.05, 3],
      ],
      [[1, 3]],
    ],
    [
      'apart',
      [
        [1, 2],
        [2.5, 3],
      ],
      [
        [1, 2],
        [2.5, 3],
      ],
    ],
  ])('%s', (_name, ranges, merged) => {
    expect(mergeRanges(ranges)).toEqual(merged)
  })

  it('keeps no more than can be kept, and loses nothing that sounded', () => {
    const many = Array.from({ length: 1000 }, (_, index): Range => [index, index + 0.5])
    const merged = mergeRanges(many)
    expect(merged.length).toBeLessThanOrEqual(64)
    for (const [from, to] of many)
      expect(merged.some(([start, end]) => start <= from && to <= end)).toBe(true)
  })

  const second = fc.integer({ min: 0, max: 60 })
  const ranges = fc.array(
    fc.tuple(second, second).map(([a, b]): Range => [Math.min(a, b), Math.max(a, b)]),
  )

  it('covers each second that any range covers, and no other', () => {
    const covers = (all: readonly Range[], at: number) => all.some(([a, b]) => a <= at && at <= b)
    fc.assert(
      fc.property(ranges, second, (all, at) => covers(all, at) === covers(mergeRanges(all), at)),
    )
  })
})

describe('withoutRanges', () => {
  it.each<[ranges: Range[], without: Range[], left: Range[]]>([
    [[[0, 10]], [], [[0, 10]]],
    [[[0, 10]], [[0, 10]], []],
    [
      [[0, 10]],
      [[3, 4]],
      [
        [0, 3],
        [4, 10],
      ],
    ],
    [[[0, 10]], [[0, 4]], [[4, 10]]],
    [
      [
        [0, 10],
        [20, 30],
      ],
      [[5, 25]],
      [
        [0, 5],
        [25, 30],
      ],
    ],
    [[[5, 6]], [[0, 10]], []],
  ])('%j without %j', (ranges, without, left) => {
    expect(withoutRanges(ranges, without)).toEqual(left)
  })
})

it('reads the ranges of an element', () => {
  const times = { length: 2, start: (i: number) => i * 10, end: (i: number) => i * 10 + 5 }
  expect(rangesOf(times)).toEqual([
    [0, 5],
    [10, 15],
  ])
})
