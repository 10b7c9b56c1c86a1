import { describe, expect, it } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { callWith } from '../testing/make-call.ts'
import { createPlayer } from './create-player.ts'

const one = callWith({ id: 'one', recording: '/api/recordings/one' })
const two = callWith({ id: 'two', recording: '/api/recordings/two' })

/** A player, and every element that it makes. */
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

describe('a call that is prepared', () => {
  it('loads beside the one that sounds, which goes on', () => {
    const { player, at } = setUp()
    player.play(one)
    at(0).sound()
    player.prepare(two)
    expect(at(1)).toMatchObject({ src: two.recording, paused: true, preload: 'metadata' })
    expect(at(0)).toMatchObject({ src: one.recording, paused: false })
    at(1).happen('durationchange', { duration: 7 })
    at(1).fail(4)
    expect(player.getState()).toMatchObject({ call: one, status: 'playing', total: 120 })
  })

  it('is played by the element that has it, and the one before is let go of', () => {
    const { player, at, made } = setUp()
    player.play(one)
    at(0).sound()
    player.setSpeed(1.5)
    player.setMuted(true)
    player.prepare(two)
    player.play(two)
    expect(at(0)).toMatchObject({ src: '', paused: true })
    expect(at(1)).toMatchObject({ paused: false, muted: true, playbackRate: 1.5 })
    expect(player.element()).toBe(at(1))
    at(1).sound(30)
    at(0).happen('timeupdate', { currentTime: 50 }) // late, of the one before
    expect(player.getState()).toMatchObject({ call: two, status: 'playing', total: 30, elapsed: 0 })
    expect(made).toHaveLength(2)
  })

  it('begins where it was left', () => {
    const { player, at } = setUp(() => 42)
    player.prepare(one)
    expect(at(0).currentTime).toBe(42)
    player.play(one)
    expect(player.getState().elapsed).toBe(42)
    at(0).sound()
    player.prepare(two)
    player.cue(two, 73)
    expect(at(1).currentTime).toBe(73)
  })

  it('makes way for another, and goes when it is not wanted', () => {
    const { player, at, made } = setUp()
    player.prepare(one)
    player.prepare(one)
    player.prepare(two)
    expect(at(0).src).toBe('')
    player.unprepare()
    expect(at(1).src).toBe('')
    player.play(one)
    expect(made).toHaveLength(3)
  })

  it('that failed is asked for anew when it is played', () => {
    const { player, at } = setUp()
    player.prepare(one)
    at(0).fail(4)
    player.play(one)
    expect(player.element()).toBe(at(1))
    expect(at(1).src).toBe(one.recording)
  })

  it('is none while another waits for its own sound, nor the one that plays', () => {
    const { player, at, made } = setUp()
    player.play(one)
    player.prepare(two)
    at(0).sound()
    player.prepare(one)
    player.prepare(callWith({ id: 'three', recording: null }))
    expect(made).toHaveLength(1)
  })
})
