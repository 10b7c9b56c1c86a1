import { describe, expect, it } from 'vitest'
import { planWindows } from './plan-windows.ts'

const HEAD = 32_768
const mono = { dataStart: 44, blockBytes: 2, blockFrames: 1, sampleRate: 8000 }

describe('windows over a long recording', () => {
  it.each([
    ['10 MB, mono', mono, 10_000_001],
    ['an hour, stereo', { ...mono, blockBytes: 4 }, 115_200_044],
    ['a day of µ-law', { ...mono, blockBytes: 1 }, 691_200_058],
    ['fifty hours of GSM', { ...mono, blockBytes: 65, blockFrames: 320 }, 292_500_060],
    ['ADPCM in long blocks', { ...mono, blockBytes: 1024, blockFrames: 2041 }, 12_000_000],
    ['six channels of 24 bit', { ...mono, blockBytes: 18, sampleRate: 48_000 }, 50_000_000],
  ])(
    '%s: read at most 3 %% of the bytes, whole blocks, in order, inside',
    (_name, format, size) => {
      const layout = { ...format, dataBytes: size - 44 }
      const { starts, windowBytes } = planWindows(layout, { size, headBytes: HEAD }) ?? never()
      expect(starts).toHaveLength(200)
      expect(HEAD + starts.length * windowBytes).toBeLessThanOrEqual(size * 0.03)
      expect(windowBytes).toBeGreaterThan(0)
      for (const bytes of [windowBytes, ...starts.map((start) => start - 44)])
        expect(bytes % format.blockBytes).toBe(0)
      const gaps = starts.map((start, index) => start - (starts[index - 1] ?? 44 - windowBytes))
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(windowBytes)
      expect((starts.at(-1) ?? 0) + windowBytes).toBeLessThanOrEqual(size)
    },
  )

  it('are a quarter of a second at most', () => {
    const layout = { ...mono, dataBytes: 900_000_000 }
    expect(planWindows(layout, { size: 900_000_044, headBytes: HEAD })?.windowBytes).toBe(4000)
  })

  it.each([
    ['a file smaller than its share', 500_000, 499_956],
    ['hardly any samples', 20_000_000, 100],
  ])('are none for %s', (_name, size, dataBytes) => {
    expect(planWindows({ ...mono, dataBytes }, { size, headBytes: HEAD })).toBeNull()
  })
})

function never(): never {
  throw new Error('no plan')
}
