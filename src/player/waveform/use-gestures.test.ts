import { expect, it } from 'vitest'
import { createPinch } from './use-gestures.ts'

it('does not pinch with one finger', () => {
  const pinch = createPinch()
  expect(pinch.down(1, 100)).toBe(1)
  expect(pinch.move(1, 150)).toBeNull()
  expect(pinch.isOn()).toBe(false)
  expect(pinch.up(1)).toBe(true)
  expect(pinch.up(1)).toBe(false)
})

it('zooms and moves with two fingers', () => {
  const pinch = createPinch()
  pinch.down(1, 100)
  expect(pinch.down(2, 200)).toBe(2)
  expect(pinch.move(2, 300)).toEqual({ factor: 2, before: 150, after: 200 })
  expect(pinch.move(1, 200)).toEqual({ factor: 0.5, before: 200, after: 250 })
  expect(pinch.move(3, 0)).toBeNull()
})

it('ignores the zoom of fingers that start at one point', () => {
  const pinch = createPinch()
  pinch.down(1, 100)
  pinch.down(2, 100)
  expect(pinch.move(2, 101)?.factor).toBe(1)
})

it('ends the pinch when the last finger is lifted', () => {
  const pinch = createPinch()
  pinch.down(1, 100)
  pinch.down(2, 200)
  pinch.up(2)
  expect(pinch.isOn()).toBe(true)
  expect(pinch.move(1, 120)).toBeNull()
  pinch.up(1)
  expect(pinch.isOn()).toBe(false)
})
