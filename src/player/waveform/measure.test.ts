import { describe, expect, it } from 'vitest'
import { createMeter, MAX_BINS } from './analyse-recording.ts'

const RATE = 1000 // 20 frames a slot
const square = (size: number, length: number) =>
  Float32Array.from({ length }, (_, index) => (index % 2 ? size : -size))

function channelsOf(...pieces: Float32Array[][]): number[][] {
  const meter = createMeter(RATE)
  for (const planes of pieces) meter.add(planes)
  return meter.analysis().peaks.channels.map((channel) => [...channel])
}

describe('peaks', () => {
  it.each([
    ['are the maximum of each bin', [...square(0.5, 20), ...square(1, 20)], [128, 255]],
    ['count negative samples', [-1, ...square(0.2, 39)], [255, 51]],
    ['include an unfinished last bin', [...square(0, 20), 1], [0, 255]],
    ['are clipped at full scale', [1.5, -3], [255]],
    ['are 0 for silence', [0, 0, 0], [0]],
    ['are empty without samples', [], []],
  ])('%s', (_name, samples, expected) => {
    expect(channelsOf([Float32Array.from(samples)])).toEqual([expected])
  })

  it('do not depend on the size of the pieces, in each channel', () => {
    const [left, right] = [square(0.5, 100), square(0.1, 100)]
    left.fill(0, 37, 61)
    const pieces = Array.from({ length: 15 }, (_, at) =>
      [left, right].map((plane) => plane.subarray(7 * at, 7 * at + 7)),
    )
    expect(channelsOf(...pieces)).toEqual(channelsOf([left, right]))
    expect(channelsOf([left, right])[1]).toEqual([26, 26, 26, 26, 26])
  })

  it('of an earlier snapshot do not change', () => {
    const meter = createMeter(RATE)
    meter.add([square(0.5, 30)])
    const early = meter.analysis().peaks
    meter.add([square(1, 10)])
    expect([...(early.channels[0] ?? [])]).toEqual([128, 128])
    expect([...(meter.analysis().peaks.channels[0] ?? [])]).toEqual([128, 255])
  })

  it('are empty before the first piece', () => {
    expect(createMeter(RATE).analysis()).toMatchObject({ peaks: { channels: [] }, silences: [] })
  })

  it.each([
    [MAX_BINS, 1],
    [MAX_BINS + 1, 2],
    [5 * MAX_BINS, 8],
  ])('of %i slots have bins of %i slots', (slots, slotsPerBin) => {
    const meter = createMeter(RATE)
    const slot = new Float32Array(20 * 1000)
    meter.add([square(1, 20)])
    for (let left = slots - 1; left > 0; left -= 1000)
      meter.add([slot.subarray(0, 20 * Math.min(left, 1000))])
    const { secondsPerBin, channels } = meter.analysis().peaks
    expect(secondsPerBin).toBeCloseTo(0.02 * slotsPerBin)
    expect(channels[0]).toHaveLength(Math.ceil(slots / slotsPerBin))
    expect(channels[0]?.indexOf(255)).toBe(0)
    expect(channels[0]?.filter(Boolean)).toHaveLength(1)
  })
})

describe('silences', () => {
  it('are found where both channels are quiet', () => {
    const speech = square(0.5, 2000)
    const pause = square(0.001, 2000)
    const meter = createMeter(RATE)
    meter.add([speech, pause])
    meter.add([pause, speech])
    meter.add([pause, pause])
    meter.add([speech, pause])
    expect(meter.analysis().silences).toEqual([{ from: 4, to: 6 }])
  })
})
