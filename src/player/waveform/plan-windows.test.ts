import { describe, expect, it } from 'vitest'
import type { Mp3Frame } from './mp3-frame.ts'
import { coarseToFine, planWindows, WINDOWS } from './plan-windows.ts'

const mono = { dataStart: 44, blockBytes: 2, blockFrames: 1, sampleRate: 8000 }

describe('windows over a long stretch', () => {
  it.each([
    ['10 MB, mono', mono, 10_000_001],
    ['an hour, stereo', { ...mono, blockBytes: 4 }, 115_200_044],
    ['a day of µ-law', { ...mono, blockBytes: 1 }, 691_200_058],
    ['six channels of 24 bit', { ...mono, blockBytes: 18, sampleRate: 48_000 }, 50_000_000],
    ['fifty hours of GSM', { ...mono, blockBytes: 65, blockFrames: 320 }, 292_500_060],
    ['ADPCM in long blocks', { ...mono, blockBytes: 1024, blockFrames: 2041 }, 12_000_000],
  ])('%s: cost no more than they may, whole blocks, in order, inside', (_name, format, size) => {
    const layout = { ...format, dataBytes: size - 44 }
    const budget = size * 0.03 - 32_768
    const { windows, windowFrames } = planWindows(layout, budget) ?? never()
    expect(windows).toHaveLength(WINDOWS)
    expect(windows.reduce((sum, { dataBytes }) => sum + dataBytes, 0)).toBeLessThanOrEqual(budget)
    let end = 44
    for (const { dataStart, dataBytes } of windows) {
      expect(dataBytes).toBe((windowFrames / format.blockFrames) * format.blockBytes)
      expect((dataStart - 44) % format.blockBytes).toBe(0)
      expect(dataStart).toBeGreaterThanOrEqual(end)
      end = dataStart + dataBytes
    }
    expect(end).toBeLessThanOrEqual(size)
    expect(windowFrames).toBeGreaterThan(0)
  })

  it('leave room for what an MP3 needs around them', () => {
    const frame = { bytes: 216, bitsPerSecond: 24_000, sampleRate: 8000, channels: 2, frames: 576 }
    const mp3 = { frame: frame as Mp3Frame, lead: 3, delay: 1105 }
    const format = { ...mono, blockBytes: 216, blockFrames: 576, mp3, dataBytes: 10_000_000 }
    const budget = 96 * 216 * 8
    expect(planWindows(format, budget)?.windowFrames).toBe(3 * 576)
    expect(planWindows(format, 96 * 216 * 5)).toBeNull()
  })

  it('are half a second at most', () => {
    const layout = { ...mono, dataBytes: 900_000_000 }
    expect(planWindows(layout, 27_000_000)?.windowFrames).toBe(4000)
  })

  it.each([
    ['too little to spend', 499_956, 100],
    ['hardly any samples', 100, 600_000],
  ])('are none for %s', (_name, dataBytes, budget) => {
    expect(planWindows({ ...mono, dataBytes }, budget)).toBeNull()
  })
})

describe('from coarse to fine', () => {
  it.each([1, 16, 17, 100, WINDOWS])('each of %i places comes once', (count) => {
    const order = coarseToFine(count).map(({ index }) => index)
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
  })

  it('those read stand for all that are not, at every moment after the first round', () => {
    const filled: number[] = []
    for (const [read, { index, covers }] of coarseToFine(40).entries()) {
      for (let place = index; place < index + covers; place += 1) filled[place] = index
      if (read >= 2) expect(Object.keys(filled)).toHaveLength(40)
    }
    expect(filled).toEqual(Array.from({ length: 40 }, (_, place) => place))
  })
})

function never(): never {
  throw new Error('no plan')
}
