import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { makeCall } from '../testing/make-call.ts'
import { createPlayer, type Player } from './create-player.ts'
import { createLoop, type Loop } from './loop.ts'

let audio: FakeAudio
let player: Player
let loop: Loop
const at = (currentTime: number) => audio.happen('timeupdate', { currentTime })

beforeEach(() => {
  audio = new FakeAudio()
  player = createPlayer({ createAudio: () => audio })
  loop = createLoop(player)
  player.play(makeCall())
  audio.sound(120)
})

// a playing recording keeps timers that would reach other tests
afterEach(() => player.close())

describe('a loop', () => {
  it('seeks to its start and repeats at its end', () => {
    loop.set({ from: 30, to: 40 })
    expect(audio.currentTime).toBe(30)
    at(39)
    expect(audio.currentTime).toBe(39)
    at(40.1)
    expect(audio.currentTime).toBe(30)
  })

  it('does not seek if playback is inside', () => {
    at(35)
    loop.set({ from: 30, to: 40 })
    expect(audio.currentTime).toBe(35)
  })

  it('can end with the recording', () => {
    loop.set({ from: 100, to: 120 })
    audio.happen('ended', { currentTime: 120, ended: true, paused: true })
    expect(audio).toMatchObject({ currentTime: 100, paused: false })
  })

  it('stops when it is cleared', () => {
    loop.set({ from: 30, to: 40 })
    loop.set(null)
    at(41)
    expect(audio.currentTime).toBe(41)
    audio.happen('ended', { currentTime: 120, ended: true, paused: true })
    expect(audio.paused).toBe(true)
  })

  it('is ignored if it is too short', () => {
    loop.set({ from: 30, to: 30.2 })
    expect(loop.getState()).toEqual({ from: null, to: null })
  })

  it('ends with its call but not with a new address', () => {
    loop.set({ from: 30, to: 40 })
    player.replaceSource({ call: makeCall(), address: '/api/recordings/new' })
    expect(loop.getState()).toEqual({ from: 30, to: 40 })
    player.play(makeCall({ id: 'other' }))
    expect(loop.getState()).toEqual({ from: null, to: null })
  })
})

describe('the loop button', () => {
  it('starts the loop, ends it, then clears it', () => {
    at(10)
    loop.mark()
    expect(loop.getState()).toEqual({ from: 10, to: null })
    at(14)
    loop.mark()
    expect(loop.getState()).toEqual({ from: 10, to: 14 })
    expect(audio.currentTime).toBe(10)
    loop.mark()
    expect(loop.getState()).toEqual({ from: null, to: null })
  })

  it('accepts an end before the start', () => {
    at(14)
    loop.mark()
    player.seek(10)
    loop.mark()
    expect(loop.getState()).toEqual({ from: 10, to: 14 })
    expect(audio.currentTime).toBe(10)
  })
})
