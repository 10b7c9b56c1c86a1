import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { callWith } from '../testing/make-call.ts'
import { createAnticipation } from './create-anticipation.ts'

const one = callWith({ id: 'one' })
const two = callWith({ id: 'two' })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const player = { prepare: vi.fn(() => true), unprepare: vi.fn() }
  const ahead = { read: vi.fn(), drop: vi.fn() }
  const load = vi.fn(async () => undefined)
  const anticipation = createAnticipation(player, async () => ahead)
  const near = (call: CallRecord) => anticipation.near(call, load)
  return { ...player, ahead, load, ...anticipation, near }
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
    away(two)
    vi.runAllTimers()
    expect(prepare).not.toHaveBeenCalled()
  })

  it('is let go of when the pointer leaves, and prepared again when it comes back', () => {
    const { near, away, prepare, unprepare } = setUp()
    near(one)
    vi.runAllTimers()
    unprepare.mockClear()
    away(one)
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
    away(one)
    expect(ahead.drop).toHaveBeenCalledOnce()
  })

  it('is not read when the pointer has left, or where it is not prepared', async () => {
    const { near, away, ahead, prepare } = setUp()
    near(one)
    vi.runAllTimers()
    away(one)
    prepare.mockReturnValue(false)
    near(two)
    await vi.runAllTimersAsync()
    expect(ahead.read).not.toHaveBeenCalled()
  })

  it('stays prepared when the focus leaves another button, as it does at the click', async () => {
    const { near, away, unprepare, ahead } = setUp()
    near(one)
    near(two)
    await vi.runAllTimersAsync()
    unprepare.mockClear()
    ahead.drop.mockClear()
    away(one)
    near(two)
    expect(unprepare).not.toHaveBeenCalled()
    expect(ahead.drop).not.toHaveBeenCalled()
  })

  it('is expected once the player can be shown with it', async () => {
    const { near, away, getExpected, subscribe, load } = setUp()
    const tell = vi.fn()
    subscribe(tell)
    near(one)
    near(one)
    expect(load).toHaveBeenCalledOnce()
    await Promise.resolve()
    expect(getExpected()).toBeNull()
    await vi.runAllTimersAsync()
    expect(getExpected()).toBe(one)
    away(one)
    expect(getExpected()).toBe(one)
    expect(tell).toHaveBeenCalledOnce()
  })

  it('is not expected where that could not be loaded, or is there too late', async () => {
    const { near, away, getExpected, load } = setUp()
    load.mockRejectedValueOnce(new TypeError('no network'))
    near(one)
    await vi.runAllTimersAsync()
    let arrive: (nothing: undefined) => void = () => undefined
    load.mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)))
    near(two)
    await vi.runAllTimersAsync()
    away(two)
    arrive(undefined)
    await vi.runAllTimersAsync()
    expect(getExpected()).toBeNull()
  })
})
