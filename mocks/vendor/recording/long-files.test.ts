import { describe, expect, test } from 'vitest'
import { createLongMp3 } from './changed-files.ts'
import { createLongCall, LONG_SILENCE } from './generated-wav.ts'
import { readRecording } from './read-recording.ts'

const once = await readRecording('payment-stereo-mp3.mp3')
const long = createLongMp3(once, 3)
const whole = long.slice(0, long.length)

test('a long MP3 repeats its frames, and its tag states the length', () => {
  const frames = [...once.subarray(236)]
  expect(long.length).toBe(236 + 3 * frames.length)
  expect([...whole.subarray(236)]).toEqual([frames, frames, frames].flat())
  const view = new DataView(whole.buffer)
  expect(view.getUint32(20 + 29)).toBe(3 * 820)
  expect(view.getUint32(20 + 33)).toBe(long.length - 20)
})

test.each([
  [0, 20],
  [30, 236],
  [200, 300],
  [177_000, 178_000],
  [100, long.length],
  [long.length - 5, long.length + 5],
  [500, 500],
])('the bytes of a long MP3 from %i to %i are the same in any slice', (from, to) => {
  expect([...long.slice(from, to)]).toEqual([...whole.slice(from, to)])
})

const RATE = 8000
const call = createLongCall()

/** The samples of a side between two seconds, from -1 to 1. */
function samples(side: 0 | 1, from: number, to: number): number[] {
  const bytes = call.slice(44 + from * RATE * 4, 44 + to * RATE * 4)
  return [...new Int16Array(bytes.buffer)]
    .filter((_sample, index) => index % 2 === side)
    .map((sample) => sample / 32_768)
}

const decibels = (values: number[]) =>
  10 * Math.log10(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)

test('a long call is an hour of 16-bit stereo at 8 kHz', () => {
  expect(call.length).toBe(44 + 3600 * RATE * 4)
  const head = new DataView(call.slice(0, 44).buffer)
  expect(head.getUint16(22, true)).toBe(2)
  expect(head.getUint32(24, true)).toBe(RATE)
  expect(head.getUint32(40, true)).toBe(call.length - 44)
})

describe('the bytes of a long call', () => {
  const whole = call.slice(0, 10_000)
  test.each([
    [0, 44],
    [0, 100],
    [40, 49],
    [45, 47],
    [1000, 1000],
    [4999, 9998],
  ])('from %i to %i are the same in any slice', (from, to) => {
    expect([...call.slice(from, to)]).toEqual([...whole.slice(from, to)])
  })

  test('are there to the last one', () => {
    const { length } = call
    expect(call.slice(length - 6, length)).toHaveLength(6)
    expect(decibels(samples(0, 3599.75, 3600))).toBeLessThan(-50)
  })
})

test.each([0, 30, 3570])('from %i s on, two voices take turns, then nobody speaks', (start) => {
  const at = (side: 0 | 1, from: number, to: number) =>
    decibels(samples(side, start + from, start + to))
  expect(at(0, 1, 7)).toBeGreaterThan(-25)
  expect(at(1, 1, 7)).toBeLessThan(-50)
  expect(at(0, 9, 17)).toBeLessThan(-50)
  expect(at(1, 9, 17)).toBeGreaterThan(-25)
  for (const side of [0, 1] as const)
    expect(at(side, LONG_SILENCE.from, LONG_SILENCE.to)).toBeLessThan(-50)
})
