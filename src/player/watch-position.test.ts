import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { callWith } from '../testing/make-call.ts'
import { createPlayer } from './create-player.ts'
import { watchPosition } from './watch-position.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp(moment: number | null) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const reached = vi.fn()
  const stop = watchPosition(player, { momentAfter: () => moment, reached })
  player.play(callWith())
  audio.sound()
  const at = (currentTime: number) => audio.happen('timeupdate', { currentTime })
  return { audio, at, player, reached, stop }
}

describe('a moment', () => {
  it('is told when the sound is past it', () => {
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
  ])('that is near at %d× is told between two events of the element', (speed, from, ms) => {
    const { audio, at, player, reached } = setUp(10)
    player.setSpeed(speed)
    at(from)
    vi.advanceTimersByTime(ms - 1)
    expect(reached).not.toHaveBeenCalled()
    audio.currentTime = 10
    vi.advanceTimersByTime(1)
    expect(reached).toHaveBeenCalledWith(10)
  })

  it.each<[string, (parts: ReturnType<typeof setUp>) => void]>([
    ['while it is paused', ({ player }) => player.toggle()],
    ['after the player is closed', ({ player }) => player.close()],
    ['once nobody watches', ({ stop }) => stop()],
  ])('is not told %s', (_when, happens) => {
    const parts = setUp(10)
    parts.at(9.8)
    happens(parts)
    parts.audio.currentTime = 11
    vi.advanceTimersByTime(1000)
    expect(parts.reached).not.toHaveBeenCalled()
  })

  it('may be none', () => {
    const { at, reached } = setUp(null)
    at(100)
    expect(reached).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })
})
