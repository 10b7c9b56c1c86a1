import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callWith } from '../../testing/make-call.ts'
import { createPlayer, type Player } from '../create-player.ts'
import { createLoop, type Loop } from './create-loop.ts'

let audio: FakeAudio
let player: Player
let loop: Loop
const at = (currentTime: number) => audio.happen('timeupdate', { currentTime })

beforeEach(() => {
  audio = new FakeAudio()
  player = createPlayer({ createAudio: () => audio })
  loop = createLoop(player)
  player.play(callWith())
  audio.sound(120)
})

// A sound that goes on is watched, which would be others' timers, too.
afterEach(() => player.close())

describe('a stretch', () => {
  it('is gone to, and begins again at its end', () => {
    loop.set({ from: 30, to: 40 })
    expect(audio.currentTime).toBe(30)
    at(39)
    expect(audio.currentTime).toBe(39)
    at(40.1)
    expect(audio.currentTime).toBe(30)
  })

  it('does not move the sound that is in it', () => {
    at(35)
    loop.set({ from: 30, to: 40 })
    expect(audio.currentTime).toBe(35)
  })

  it('may end where the recording does', () => {
    loop.set({ from: 100, to: 120 })
    audio.happen('ended', { currentTime: 120, ended: true, paused: true })
    expect(audio).toMatchObject({ currentTime: 100, paused: false })
  })

  it('is let go', () => {
    loop.set({ from: 30, to: 40 })
    loop.set(null)
    at(41)
    expect(audio.currentTime).toBe(41)
    audio.happen('ended', { currentTime: 120, ended: true, paused: true })
    expect(audio.paused).toBe(true)
  })

  it('shorter than a slip of the hand is none', () => {
    loop.set({ from: 30, to: 30.2 })
    expect(loop.getState()).toEqual({ from: null, to: null })
  })

  it('ends with its call, but not with a new address of it', () => {
    loop.set({ from: 30, to: 40 })
    player.replaceSource({ call: callWith(), address: '/api/recordings/new' })
    expect(loop.getState()).toEqual({ from: 30, to: 40 })
    player.play(callWith({ id: 'other' }))
    expect(loop.getState()).toEqual({ from: null, to: null })
  })
})

describe('a mark', () => {
  it('begins the loop, ends it, lets it go', () => {
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

  it('before the first one is the beginning', () => {
    at(14)
    loop.mark()
    player.seek(10)
    loop.mark()
    expect(loop.getState()).toEqual({ from: 10, to: 14 })
    expect(audio.currentTime).toBe(10)
  })
})
