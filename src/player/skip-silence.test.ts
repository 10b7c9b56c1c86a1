import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { makeCall } from '../testing/make-call.ts'
import { createPlayer, type Player } from './create-player.ts'
import { createLoop } from './loop.ts'
import { createSkipSilence, type SkipSilence, stepBack } from './skip-silence.ts'
import type { TimeSpan } from './time-span.ts'

let audio: FakeAudio
let player: Player
let skipSilence: SkipSilence
const at = (currentTime: number) => audio.happen('timeupdate', { currentTime })
const SILENCES: TimeSpan[] = [
  { from: 10, to: 15 },
  { from: 60, to: 62 },
  { from: 110, to: 120 },
]

beforeEach(() => {
  audio = new FakeAudio()
  player = createPlayer({ createAudio: () => audio })
  skipSilence = createSkipSilence(player)
  player.play(makeCall({ id: 'one' }))
  audio.sound(120)
  skipSilence.setSilences('one', SILENCES)
})

// A playing recording keeps timers that would reach other tests.
afterEach(() => player.close())

describe('silence', () => {
  test.each<[what: string, from: number, to: number]>([
    ['sound before it', 9.9, 9.9],
    ['the padding after a word', 10.1, 10.1],
    ['silence', 10.3, 14.8],
    ['the middle of silence, where a seek ended', 13, 14.8],
    ['the padding before a word', 14.9, 14.9],
    ['the next silence', 60.5, 61.8],
    ['silence at the end', 115, 119.8],
  ])('from %s at %d s playback continues at %d s', (_what, from, to) => {
    skipSilence.setOn(true)
    at(from)
    expect(audio.currentTime).toBeCloseTo(to)
  })

  it('plays while skipping is off', () => {
    at(12)
    expect(audio.currentTime).toBe(12)
  })

  it('plays if the source cannot seek', () => {
    skipSilence.setOn(true)
    audio.happen('progress', { seekableEnd: 0 })
    at(12)
    expect(audio.currentTime).toBe(12)
  })
})

describe('a step', () => {
  test.each<[what: string, isOn: boolean, from: number, by: number, to: number]>([
    ['back over a silence', true, 15, -5, 5.4],
    ['back into a silence that plays', false, 15, -5, 10],
    ['forward into a silence', true, 8, 5, 14.8],
    ['forward', true, 20, 15, 35],
  ])('%s', (_what, isOn, from, by, to) => {
    skipSilence.setOn(isOn)
    at(from)
    skipSilence.seekBy(by)
    expect(audio.currentTime).toBeCloseTo(to)
  })
})

describe('the silence in a loop', () => {
  test.each<[what: string, loop: TimeSpan, from: number, to: number]>([
    ['is skipped at its start', { from: 12, to: 30 }, 12, 14.8],
    ['is skipped in its middle', { from: 5, to: 30 }, 11, 14.8],
    ['plays at its end', { from: 5, to: 12 }, 11, 11],
    ['plays if too little would remain', { from: 12, to: 15 }, 12, 12],
    ['plays if there is nothing else', { from: 11, to: 13 }, 12, 12],
    ['plays again and again', { from: 11, to: 13 }, 13, 11],
  ])('%s', (_what, span, from, to) => {
    const loop = createLoop(player)
    const within = createSkipSilence(player, loop.endAround)
    within.setSilences('one', SILENCES)
    player.seek(span.from)
    loop.set(span)
    within.setOn(true)
    at(from)
    expect(audio.currentTime).toBe(to)
  })
})

describe('the skipped silence', () => {
  it('is listed per call', () => {
    skipSilence.setOn(true)
    at(10.3)
    at(61)
    expect(skipSilence.getState().skipped).toEqual([
      { from: 10.3, to: 14.8 },
      { from: 61, to: 61.8 },
    ])
    player.play(makeCall({ id: 'two' }))
    expect(skipSilence.getState()).toEqual({ isOn: true, silences: [], skipped: [] })
  })

  it('is listed once if the listener skips it repeatedly', () => {
    skipSilence.setOn(true)
    at(11)
    at(10.3)
    at(12)
    expect(skipSilence.getState().skipped).toEqual([{ from: 10.3, to: 14.8 }])
  })

  it('is found if the call played before the page was ready', () => {
    const late = createSkipSilence(player)
    late.setSilences('one', SILENCES)
    at(5)
    expect(late.getState().silences).toEqual(SILENCES)
  })

  it('ignores the silences of another call', () => {
    skipSilence.setSilences('another', [])
    expect(skipSilence.getState().silences).toEqual(SILENCES)
  })
})

describe('stepBack', () => {
  const SKIPPED = [
    { from: 10, to: 20 },
    { from: 22, to: 40 },
  ]

  test.each<[what: string, from: number, seconds: number, to: number]>([
    ['within words', 9, 5, 4],
    ['before the start', 3, 5, -2],
    ['to the end of a silence', 45, 5, 40],
    ['over a silence', 41, 2, 21],
    ['over two silences', 41, 5, 8],
    ['from the end of a silence', 40, 1, 21],
    ['from the middle of a silence', 30, 1, 21],
    ['from the start of a silence', 22, 1, 21],
  ])('%s: from %d by %d s leads to %d', (_what, from, seconds, to) => {
    expect(stepBack(SKIPPED, from, seconds)).toBe(to)
  })
})
