import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { makeCall } from '../testing/make-call.ts'
import { createPlayer } from './create-player.ts'
import { createPreloadOnHover } from './preload.ts'

const one = makeCall({ id: 'one', recording: '/api/recordings/one' })
const two = makeCall({ id: 'two', recording: '/api/recordings/two' })

/** Creates a player and records its elements. */
function setUp(startAt = () => 0) {
  const made: FakeAudio[] = []
  const createAudio = () => {
    const audio = new FakeAudio()
    made.push(audio)
    return audio
  }
  const player = createPlayer({ createAudio, startAt })
  return { made, player, at: (index: number) => made[index] ?? expect.fail('no such element') }
}

describe('a preloaded call', () => {
  it('loads beside the one that plays', () => {
    const { player, at } = setUp()
    player.play(one)
    at(0).sound()
    player.preload(two)
    expect(at(1)).toMatchObject({ src: two.recording, paused: true, preload: 'metadata' })
    expect(at(0)).toMatchObject({ src: one.recording, paused: false })
    at(1).happen('durationchange', { duration: 7 })
    at(1).fail(4)
    expect(player.getState()).toMatchObject({ call: one, status: 'playing', total: 120 })
  })

  it('plays in its own element and unloads the one before', () => {
    const { player, at, made } = setUp()
    player.play(one)
    at(0).sound()
    player.setSpeed(1.5)
    player.setMuted(true)
    player.preload(two)
    player.play(two)
    expect(at(0)).toMatchObject({ src: '', paused: true })
    expect(at(1)).toMatchObject({ paused: false, muted: true, playbackRate: 1.5 })
    expect(player.element()).toBe(at(1))
    at(1).sound(30)
    at(0).happen('timeupdate', { currentTime: 50 }) // A late event of the unloaded element.
    expect(player.getState()).toMatchObject({ call: two, status: 'playing', total: 30, elapsed: 0 })
    expect(made).toHaveLength(2)
  })

  it('starts at its resume position', () => {
    const { player, at } = setUp(() => 42)
    player.preload(one)
    expect(at(0).currentTime).toBe(42)
    player.play(one)
    expect(player.getState().elapsed).toBe(42)
    at(0).sound()
    player.preload(two)
    player.cue(two, 73)
    expect(at(1).currentTime).toBe(73)
  })

  it('is unloaded for another call or when it is cancelled', () => {
    const { player, at, made } = setUp()
    player.preload(one)
    player.preload(one)
    player.preload(two)
    expect(at(0).src).toBe('')
    player.cancelPreload()
    expect(at(1).src).toBe('')
    player.play(one)
    expect(made).toHaveLength(3)
  })

  it('is loaded again if its preload failed', () => {
    const { player, at } = setUp()
    player.preload(one)
    at(0).fail(4)
    player.play(one)
    expect(player.element()).toBe(at(1))
    expect(at(1).src).toBe(one.recording)
  })

  it('is refused while the playing call waits for data, and if it plays already', () => {
    const { player, at, made } = setUp()
    player.play(one)
    player.preload(two)
    at(0).sound()
    player.preload(one)
    player.preload(makeCall({ id: 'three', recording: null }))
    expect(made).toHaveLength(1)
  })
})

describe('createPreloadOnHover', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function setUp() {
    const player = { preload: vi.fn(() => true), cancelPreload: vi.fn() }
    return { ...player, ...createPreloadOnHover(player) }
  }

  it('preloads a recording once after the pointer has rested on its button', () => {
    const { onHoverStart, preload } = setUp()
    onHoverStart(one)
    vi.advanceTimersByTime(40)
    onHoverStart(one) // The pointer moves on the button.
    vi.advanceTimersByTime(39)
    expect(preload).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(preload).toHaveBeenCalledExactlyOnceWith(one)
    onHoverStart(one)
    vi.runAllTimers()
    expect(preload).toHaveBeenCalledOnce()
  })

  it('does not preload if the pointer only passes by', () => {
    const { onHoverStart, onHoverEnd, preload } = setUp()
    onHoverStart(one)
    onHoverStart(two)
    onHoverEnd(two)
    vi.runAllTimers()
    expect(preload).not.toHaveBeenCalled()
  })

  it('drops the preloaded recording when the pointer leaves', () => {
    const { onHoverStart, onHoverEnd, preload, cancelPreload } = setUp()
    onHoverStart(one)
    vi.runAllTimers()
    cancelPreload.mockClear()
    onHoverEnd(one)
    expect(cancelPreload).toHaveBeenCalledOnce()
    onHoverStart(one)
    vi.runAllTimers()
    expect(preload).toHaveBeenCalledTimes(2)
  })

  it('keeps the preloaded recording when the focus leaves another button at the click', () => {
    const { onHoverStart, onHoverEnd, cancelPreload } = setUp()
    onHoverStart(one)
    onHoverStart(two)
    vi.runAllTimers()
    cancelPreload.mockClear()
    onHoverEnd(one)
    onHoverStart(two)
    expect(cancelPreload).not.toHaveBeenCalled()
  })
})
