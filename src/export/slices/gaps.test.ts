import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapsOf } from './gaps.ts'
import { cutSlice } from './slice.ts'

test.each<[slices: [number, number][], gaps: [number, number][]]>([
  [[], [[0, 99]]],
  [[[0, 99]], []],
  [[[50, 99]], [[0, 49]]],
  [[[0, 49]], [[50, 99]]],
  [
    [
      [80, 99],
      [20, 39],
    ],
    [
      [40, 79],
      [0, 19],
    ],
  ],
])('beside %j are %j', (slices, gaps) => {
  const sliceOf = ([from, to]: [number, number]) => ({ from, to })
  expect(gapsOf({ from: 0, to: 99 }, slices.map(sliceOf))).toEqual(gaps.map(sliceOf))
})

test('slices and what lies between them are the whole', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
      (parts, isRead) => {
        const whole = { from: 7, to: 506 }
        const read = cutSlice(whole, parts).filter((_, index) => isRead[index])
        const all = [...read, ...gapsOf(whole, read)].sort((one, other) => one.from - other.from)
        expect(all[0]?.from).toBe(whole.from)
        expect(all.at(-1)?.to).toBe(whole.to)
        for (const [index, slice] of all.entries())
          expect(slice.from).toBe(index === 0 ? whole.from : (all[index - 1]?.to ?? 0) + 1)
      },
    ),
  )
})
