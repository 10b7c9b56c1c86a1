import { expect, it } from 'vitest'
import { isCurrent } from './is-current.ts'
import type { KeptSound } from './peaks.ts'

/** Peaks of 30 s. */
const KEPT: KeptSound = {
  peaks: { secondsPerBin: 0.02, lanes: [new Uint8Array(1500)] },
  silences: [],
  sampled: null,
}

it.each([
  ['as long as then', { seconds: 277 }, 277, true],
  ['hardly longer', { seconds: 277 }, 280, true],
  ['hardly longer, but short', { seconds: 3 }, 3.4, true],
  ['longer', { seconds: 277 }, 290, false],
  ['shorter', { seconds: 277 }, 260, false],
  ['of unknown length', { seconds: 277 }, null, true],
  ['as long as the peaks, where no length was kept', {}, 30, true],
  ['as long as the peaks, where none was known', { seconds: null }, 30.2, true],
  ['longer than the peaks, where no length was kept', {}, 277, false],
  ['longer than nothing', { peaks: { secondsPerBin: 0.02, lanes: [] } }, 277, false],
])('a recording that is %s', (_name, part, seconds, expected) => {
  expect(isCurrent({ ...KEPT, ...part }, seconds)).toBe(expected)
})
