import { describe, expect, it } from 'vitest'
import { BINS, createBinning, framesPerBinFor } from './create-binning.ts'

const planes = (...channels: number[][]) => channels.map((samples) => Float32Array.from(samples))

describe('peaks of known samples', () => {
  it.each([
    ['the loudest of each bin', 2, [0.1, 0.5, 1, 0.2], [128, 255]],
    ['below zero too', 2, [-1, 0.5, 0, -0.2], [255, 51]],
    ['a last bin that is not full', 2, [0, 0, 1], [0, 255]],
    ['never more than full', 1, [1.5, -3], [255, 255]],
    ['silence', 3, [0, 0, 0], [0]],
    ['nothing', 3, [], []],
  ])('%s', (_name, framesPerBin, samples, expected) => {
    const binning = createBinning({ framesPerBin, secondsPerFrame: 0.5 })
    binning.add(planes(samples))
    expect(binning.peaks()).toEqual({
      secondsPerBin: framesPerBin / 2,
      lanes: [Uint8Array.from(expected)],
    })
  })

  it('come for each channel, and go on over the pieces', () => {
    const binning = createBinning({ framesPerBin: 2, secondsPerFrame: 1 })
    binning.add(planes([1, 0, 0], [0, 0, 0]))
    const early = binning.peaks()
    binning.add(planes([1], [-1]))
    expect(early.lanes).toEqual([Uint8Array.of(255, 0), Uint8Array.of(0, 0)])
    expect(binning.peaks().lanes).toEqual([Uint8Array.of(255, 255), Uint8Array.of(0, 255)])
  })

  it('are none before the first piece', () => {
    expect(createBinning({ framesPerBin: 2, secondsPerFrame: 1 }).peaks().lanes).toEqual([])
  })
})

describe('a length that is not known', () => {
  it.each([
    [BINS, 1],
    [BINS + 1, 2],
    [5 * BINS, 8],
  ])('of %i frames makes bins of %i', (frames, framesPerBin) => {
    const binning = createBinning({ framesPerBin: 1, secondsPerFrame: 1 })
    for (let frame = 0; frame < frames; frame += 1) binning.add(planes([frame === 1500 ? 1 : 0]))
    const { secondsPerBin, lanes } = binning.peaks()
    expect(secondsPerBin).toBe(framesPerBin)
    expect(lanes[0]).toHaveLength(Math.ceil(frames / framesPerBin))
    expect(lanes[0]?.indexOf(255)).toBe(Math.floor(1500 / framesPerBin))
    expect(lanes[0]?.filter(Boolean)).toHaveLength(1)
  })

  it('grows by a piece longer than all the bins', () => {
    const binning = createBinning({ framesPerBin: 1, secondsPerFrame: 1 })
    binning.add(planes(Array.from({ length: 10 * BINS }, () => 1)))
    expect(binning.peaks().secondsPerBin).toBe(16)
    expect(binning.peaks().lanes[0]).toEqual(new Uint8Array((10 * BINS) / 16).fill(255))
  })
})

it.each([
  [null, 8000, 160],
  [0, 8000, 160],
  [10, 8000, 160],
  [480, 8000, 162],
  [3600, 8000, 1212],
  [10, 44_100, 882],
])('of %s seconds at %i Hz, a bin begins with %i frames', (seconds, sampleRate, frames) => {
  expect(framesPerBinFor(seconds, sampleRate)).toBe(frames)
})
