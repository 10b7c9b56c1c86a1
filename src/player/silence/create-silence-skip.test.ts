import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callWith } from '../../testing/make-call.ts'
import { createPlayer, type Player } from '../create-player.ts'
import { createLoop } from '../loop/create-loop.ts'
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

// A sound that goes on is watched, which would be others' timers, too.
afterEach(() => player.close())

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

describe('a step', () => {
  test.each<[what: string, skips: boolean, from: number, by: number, to: number]>([
    ['back over a silence', true, 15, -5, 5.4],
    ['back to a silence that is heard', false, 15, -5, 10],
    ['forth into a silence', true, 8, 5, 14.8],
    ['forth', true, 20, 15, 35],
  ])('%s', (_what, skips, from, by, to) => {
    silence.setSkips(skips)
    at(from)
    silence.move(by)
    expect(audio.currentTime).toBeCloseTo(to)
  })
})

describe('the silence in a loop', () => {
  test.each<[what: string, loop: Stretch, from: number, to: number]>([
    ['is left out at its beginning', { from: 12, to: 30 }, 12, 14.8],
    ['is left out in its middle', { from: 5, to: 30 }, 11, 14.8],
    ['is heard at its end', { from: 5, to: 12 }, 11, 11],
    ['is heard where too little would be left', { from: 12, to: 15 }, 12, 12],
    ['is heard where there is nothing else', { from: 11, to: 13 }, 12, 12],
    ['is heard again and again', { from: 11, to: 13 }, 13, 11],
  ])('%s', (_what, stretch, from, to) => {
    const loop = createLoop(player)
    const within = createSilenceSkip(player, loop.endAround)
    within.learn('one', SILENCES)
    player.seek(stretch.from)
    loop.set(stretch)
    within.setSkips(true)
    at(from)
    expect(audio.currentTime).toBe(to)
  })
})

describe('what was saved', () => {
  it('is kept for a call, and begins anew with the next', () => {
    silence.setSkips(true)
    at(10.3)
    at(61)
    expect(silence.getState().passed).toEqual([
      { from: 10.3, to: 14.8 },
      { from: 61, to: 61.8 },
    ])
    player.play(callWith({ id: 'two' }))
    expect(silence.getState()).toEqual({ skips: true, stretches: [], passed: [] })
  })

  it('is saved once, however often it is skipped', () => {
    silence.setSkips(true)
    at(11)
    at(10.3)
    at(12)
    expect(silence.getState().passed).toEqual([{ from: 10.3, to: 14.8 }])
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
