import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { callWith } from '../testing/make-call.ts'
import { createPreloadOnHover } from './preload-on-hover.ts'

const one = callWith({ id: 'one' })
const two = callWith({ id: 'two' })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const player = { prepare: vi.fn(() => true), unprepare: vi.fn() }
  return { ...player, ...createPreloadOnHover(player) }
}

it('preloads a recording once, after the pointer has rested on its button', () => {
  const { onHoverStart, prepare } = setUp()
  onHoverStart(one)
  vi.advanceTimersByTime(40)
  onHoverStart(one) // it moves on the button
  vi.advanceTimersByTime(39)
  expect(prepare).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(prepare).toHaveBeenCalledExactlyOnceWith(one)
  onHoverStart(one)
  vi.runAllTimers()
  expect(prepare).toHaveBeenCalledOnce()
})

it('does not preload where a pointer passes by', () => {
  const { onHoverStart, onHoverEnd, prepare } = setUp()
  onHoverStart(one)
  onHoverStart(two)
  onHoverEnd(two)
  vi.runAllTimers()
  expect(prepare).not.toHaveBeenCalled()
})

it('drops the preloaded recording when the pointer leaves', () => {
  const { onHoverStart, onHoverEnd, prepare, unprepare } = setUp()
  onHoverStart(one)
  vi.runAllTimers()
  unprepare.mockClear()
  onHoverEnd(one)
  expect(unprepare).toHaveBeenCalledOnce()
  onHoverStart(one)
  vi.runAllTimers()
  expect(prepare).toHaveBeenCalledTimes(2)
})

it('keeps it when the focus leaves another button, as it does at the click', () => {
  const { onHoverStart, onHoverEnd, unprepare } = setUp()
  onHoverStart(one)
  onHoverStart(two)
  vi.runAllTimers()
  unprepare.mockClear()
  onHoverEnd(one)
  onHoverStart(two)
  expect(unprepare).not.toHaveBeenCalled()
})
