import { beforeEach, describe, expect, it, test } from 'vitest'
import { createPlayer, type Player } from '../create-player.ts'
import { FakeAudio } from '../fake-audio.ts'
import { callWith } from '../fake-call.ts'
import type { Stretch } from '../stretch.ts'
import { createSilenceSkip, type SilenceSkip } from './create-silence-skip.ts'

let audio: FakeAudio
let player: Player
let silence: SilenceSkip
const at = (currentTime: number) => audio.happen('timeupdate', { currentTime })
const SILENCES: Stretch[] = [
  { from: 10, to: 15 },
  { from: 60, to: 62 },
  { from: 110, to: 120 },
]

beforeEach(() => {
  audio = new FakeAudio()
  player = createPlayer({ createAudio: () => audio })
  silence = createSilenceSkip(player)
  player.play(callWith({ id: 'one' }))
  audio.sound(120)
  silence.learn('one', SILENCES)
})

describe('silence', () => {
  test.each<[what: string, from: number, to: number]>([
    ['sound before it', 9.9, 9.9],
    ['the breath after a word', 10.1, 10.1],
    ['silence', 10.3, 14.8],
    ['the middle of silence, where a seek ended', 13, 14.8],
    ['the breath before a word', 14.9, 14.9],
    ['the next silence', 60.5, 61.8],
    ['silence to the end', 115, 119.8],
  ])('from %s at %d s the sound is at %d s', (_what, from, to) => {
    silence.setSkips(true)
    at(from)
    expect(audio.currentTime).toBeCloseTo(to)
  })

  it('is heard where nobody asked to skip it', () => {
    at(12)
    expect(audio.currentTime).toBe(12)
  })

  it('is heard where the source cannot seek', () => {
    silence.setSkips(true)
    audio.happen('progress', { seekableEnd: 0 })
    at(12)
    expect(audio.currentTime).toBe(12)
  })
})

describe('what was saved', () => {
  it('adds up over a call, and begins anew with the next', () => {
    silence.setSkips(true)
    at(10.3)
    at(61)
    const { skipped, passed } = silence.getState()
    expect(skipped).toBeCloseTo(4.5 + 0.8)
    expect(passed).toEqual([
      { from: 10.3, to: 14.8 },
      { from: 61, to: 61.8 },
    ])
    player.play(callWith({ id: 'two' }))
    expect(silence.getState()).toEqual({ skips: true, stretches: [], skipped: 0, passed: [] })
  })

  it('of a call that was playing before it could be skipped stays known', () => {
    const late = createSilenceSkip(player)
    late.learn('one', SILENCES)
    at(5)
    expect(late.getState().stretches).toEqual(SILENCES)
  })

  it('is not changed by what was found in another call', () => {
    silence.learn('another', [])
    expect(silence.getState().stretches).toEqual(SILENCES)
  })
})
