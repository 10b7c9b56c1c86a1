import { describe, expect, it } from 'vitest'
import { createLevels, UNKNOWN_LEVEL } from './create-levels.ts'

const RATE = 1000 // 20 frames a level
const square = (size: number, length: number) =>
  Float32Array.from({ length }, (_, index) => (index % 2 ? size : -size))

describe('levels', () => {
  it.each([
    ['full scale', 1, 0],
    ['half of it, 6 dB under', 0.5, 12],
    ['a hundredth, 40 dB under', 0.01, 80],
    ['more than there can be', 2, 0],
    ['nothing', 0, 254],
  ])('%s', (_name, size, level) => {
    const levels = createLevels(RATE)
    levels.add([square(size, 40)], 0)
    expect([...levels.levels()]).toEqual([level, level])
    expect(levels.secondsPerLevel).toBe(0.02)
  })

  it('are of the louder side', () => {
    const levels = createLevels(RATE)
    levels.add([square(0.01, 20), square(0.5, 20)], 0)
    expect([...levels.levels()]).toEqual([12])
  })

  it('are the same in whatever pieces the sound comes', () => {
    const sound = square(0.5, 100)
    sound.fill(0, 37, 61)
    const whole = createLevels(RATE)
    whole.add([sound], 0)
    const pieces = createLevels(RATE)
    for (let at = 0; at < 100; at += 7) pieces.add([sound.subarray(at, at + 7)], at)
    expect([...pieces.levels()]).toEqual([...whole.levels()])
    expect(whole.levels()).toHaveLength(5)
  })

  it('are not known where nothing was added, nor from less than half of one', () => {
    const levels = createLevels(RATE)
    levels.add([square(1, 29)], 20) // one, and 9 frames of the next
    levels.add([square(1, 34)], 86) // 14 frames of one, and another
    expect([...levels.levels()]).toEqual([UNKNOWN_LEVEL, 0, UNKNOWN_LEVEL, UNKNOWN_LEVEL, 0, 0])
  })

  it('make room for hours', () => {
    const levels = createLevels(RATE)
    levels.add([square(1, 20)], 20 * 400_000)
    expect(levels.levels()).toHaveLength(400_001)
    expect(levels.levels()[400_000]).toBe(0)
    expect(levels.levels()[399_999]).toBe(UNKNOWN_LEVEL)
  })
})
