import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { makeCall } from '../testing/make-call.ts'
import { createPlayer } from './create-player.ts'
import { watchPosition } from './watch-position.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp(position: number | null) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const reached = vi.fn()
  const stop = watchPosition(player, { nextPosition: () => position, onReached: reached })
  player.play(makeCall())
  audio.sound()
  const at = (currentTime: number) => audio.happen('timeupdate', { currentTime })
  return { audio, at, player, reached, stop }
}

describe('a watched position', () => {
  it('is reached when playback is beyond it', () => {
    const { at, reached } = setUp(10)
    at(9)
    expect(reached).not.toHaveBeenCalled()
    at(10.1)
    expect(reached).toHaveBeenCalledWith(10.1)
  })

  it.each([
    [1, 9.6, 400],
    [2, 9.6, 200],
    [0.5, 9.75, 500],
  ])(
    'is reached on time at %d× between two events of the element, from %d s',
    (speed, from, ms) => {
      const { audio, at, player, reached } = setUp(10)
      player.setSpeed(speed)
      at(from)
      vi.advanceTimersByTime(ms - 1)
      expect(reached).not.toHaveBeenCalled()
      audio.currentTime = 10
      vi.advanceTimersByTime(1)
      expect(reached).toHaveBeenCalledWith(10)
    },
  )

  it.each<[string, (parts: ReturnType<typeof setUp>) => void]>([
    ['while it is paused', ({ player }) => player.toggle()],
    ['after the player is closed', ({ player }) => player.close()],
    ['once the watch has ended', ({ stop }) => stop()],
  ])('is not reached %s', (_when, happens) => {
    const parts = setUp(10)
    parts.at(9.8)
    happens(parts)
    parts.audio.currentTime = 11
    vi.advanceTimersByTime(1000)
    expect(parts.reached).not.toHaveBeenCalled()
  })

  it('can be null', () => {
    const { at, reached } = setUp(null)
    at(100)
    expect(reached).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })
})
