import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAnticipation } from './create-anticipation.ts'
import { callWith } from './fake-call.ts'

const one = callWith({ id: 'one' })
const two = callWith({ id: 'two' })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const player = { prepare: vi.fn(() => true), unprepare: vi.fn() }
  const ahead = { read: vi.fn(), drop: vi.fn() }
  return { ...player, ahead, ...createAnticipation(player, async () => ahead) }
}

describe('a recording', () => {
  it('is prepared once a pointer rests on its button, and once', () => {
    const { near, prepare } = setUp()
    near(one)
    vi.advanceTimersByTime(40)
    near(one) // it moves on the button
    vi.advanceTimersByTime(39)
    expect(prepare).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(prepare).toHaveBeenCalledExactlyOnceWith(one)
    near(one)
    vi.runAllTimers()
    expect(prepare).toHaveBeenCalledOnce()
  })

  it('is left alone where a pointer passes by', () => {
    const { near, away, prepare } = setUp()
    near(one)
    near(two)
    away()
    vi.runAllTimers()
    expect(prepare).not.toHaveBeenCalled()
  })

  it('is let go of when the pointer leaves, and prepared again when it comes back', () => {
    const { near, away, prepare, unprepare } = setUp()
    near(one)
    vi.runAllTimers()
    unprepare.mockClear()
    away()
    expect(unprepare).toHaveBeenCalledOnce()
    near(one)
    vi.runAllTimers()
    expect(prepare).toHaveBeenCalledTimes(2)
  })

  it('is read for its waveform once its beginning is asked for, and no longer than that', async () => {
    const { near, away, ahead } = setUp()
    near(one)
    await vi.runAllTimersAsync()
    expect(ahead.read).toHaveBeenCalledExactlyOnceWith(one)
    ahead.drop.mockClear()
    away()
    expect(ahead.drop).toHaveBeenCalledOnce()
  })

  it('is not read when the pointer has left, or where it is not prepared', async () => {
    const { near, away, ahead, prepare } = setUp()
    near(one)
    vi.runAllTimers()
    away()
    prepare.mockReturnValue(false)
    near(two)
    await vi.runAllTimersAsync()
    expect(ahead.read).not.toHaveBeenCalled()
  })
})
