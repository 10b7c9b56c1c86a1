import { expect, it } from 'vitest'
import { nextUnsearched } from './next-unsearched.ts'

const s = (from: number, to: number) => ({ from, to })

it.each([
  ['from the sound on', [], 100, s(100, 160)],
  ['from the end of what is known', [s(90, 130)], 100, s(130, 190)],
  ['nothing while a minute is known ahead', [s(90, 161)], 100, null],
  ['up to what is known', [s(120, 300)], 100, s(100, 120)],
  ['up to the end', [], 3570, s(3570, 3600)],
  ['nothing at the end', [s(3000, 3600)], 3590, null],
  ['elsewhere after a seek', [s(0, 60)], 2000, s(2000, 2060)],
])('%s', (_name, searched, elapsed, expected) => {
  expect(nextUnsearched(searched, { elapsed, end: 3600, longest: 60 })).toEqual(expected)
})
