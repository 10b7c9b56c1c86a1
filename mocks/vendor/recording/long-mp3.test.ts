import { expect, test } from 'vitest'
import { createLongMp3 } from './long-mp3.ts'
import { readRecording } from './read-recording.ts'

const once = await readRecording('payment-stereo-mp3.mp3')
const long = createLongMp3(once, 3)
const whole = long.slice(0, long.length)

test('is the same over and over, and its tag says how long', () => {
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
])('its bytes from %i to %i are the same however they are asked for', (from, to) => {
  expect([...long.slice(from, to)]).toEqual([...whole.slice(from, to)])
})
