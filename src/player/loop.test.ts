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

// A playing recording keeps timers that would reach other tests.
afterEach(() => player.close())

describe('a loop', () => {
  it('seeks to the start of the loop and repeats at its end', () => {
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

  it('repeats a loop that ends with the recording', () => {
    loop.set({ from: 100, to: 120 })
    audio.happen('ended', { currentTime: 120, ended: true, paused: true })
    expect(audio).toMatchObject({ currentTime: 100, paused: false })
  })

  it('stops when the loop is cleared', () => {
    loop.set({ from: 30, to: 40 })
    loop.set(null)
    at(41)
    expect(audio.currentTime).toBe(41)
    audio.happen('ended', { currentTime: 120, ended: true, paused: true })
    expect(audio.paused).toBe(true)
  })

  it('ignores a loop that is too short', () => {
    loop.set({ from: 30, to: 30.2 })
    expect(loop.getState()).toEqual({ from: null, to: null })
  })

  it('ends with its call and survives a new address', () => {
    loop.set({ from: 30, to: 40 })
    player.replaceSource({ call: makeCall(), address: '/api/recordings/new' })
    expect(loop.getState()).toEqual({ from: 30, to: 40 })
    player.play(makeCall({ id: 'other' }))
    expect(loop.getState()).toEqual({ from: null, to: null })
  })

  it('can be marked at its end first', () => {
    at(14)
    loop.mark()
    player.seek(10)
    loop.mark()
    expect(loop.getState()).toEqual({ from: 10, to: 14 })
    expect(audio.currentTime).toBe(10)
  })
})
