// @document
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { callWith } from '../../testing/make-call.ts'
import { createPlayer, type Player } from '../create-player.ts'
import { createSides, type Side, type Sides } from './create-sides.ts'

let audio: HTMLAudioElement
let player: Player
let sides: Sides
const hear = vi.fn<(side: Side) => void>()
const wake = vi.fn()
const end = vi.fn()
const route = vi.fn(() => ({ hear, wake, end }))

beforeEach(() => {
  vi.clearAllMocks()
  audio = document.createElement('audio')
  vi.spyOn(audio, 'play').mockResolvedValue()
  player = createPlayer({ createAudio: () => audio })
  sides = createSides(player, route)
  player.play(callWith({ id: 'one' }))
})

describe('the sound', () => {
  it('goes its own way until a side is chosen', () => {
    sides.learn('one', 2)
    sides.setSide('both')
    expect(route).not.toHaveBeenCalled()
    sides.setSide('left')
    expect(route).toHaveBeenCalledExactlyOnceWith(audio)
    expect(hear).toHaveBeenLastCalledWith('left')
    sides.setSide('both')
    expect(hear).toHaveBeenLastCalledWith('both')
  })

  it('of a mono call has no side', () => {
    sides.setSide('right')
    sides.learn('one', 1)
    expect(route).not.toHaveBeenCalled()
    expect(sides.getState()).toEqual({ side: 'right', isStereo: false })
  })

  it('of the next call is whole until that is known to be stereo', () => {
    sides.learn('one', 2)
    sides.setSide('right')
    player.play(callWith({ id: 'two' }))
    expect(hear).toHaveBeenLastCalledWith('both')
    sides.learn('one', 2) // late: of the call before
    expect(hear).toHaveBeenLastCalledWith('both')
    sides.learn('two', 2)
    expect(hear).toHaveBeenLastCalledWith('right')
    expect(route).toHaveBeenCalledOnce()
  })

  it('is routed anew where a call comes with an element of its own', () => {
    sides.learn('one', 2)
    sides.setSide('left')
    audio.dispatchEvent(new Event('playing'))
    audio = document.createElement('audio')
    vi.spyOn(audio, 'play').mockResolvedValue()
    const two = callWith({ id: 'two' })
    player.prepare(two)
    player.play(two)
    expect(end).toHaveBeenCalledOnce()
    sides.learn('two', 2)
    expect(route).toHaveBeenLastCalledWith(audio)
    expect(hear).toHaveBeenLastCalledWith('left')
  })

  it('has the sides of a call that was playing before they could be chosen', () => {
    const late = createSides(player, route)
    late.learn('one', 2)
    audio.dispatchEvent(new Event('playing'))
    expect(late.getState().isStereo).toBe(true)
  })

  it('is woken where the browser put its output to sleep', () => {
    sides.learn('one', 2)
    sides.setSide('left')
    audio.dispatchEvent(new Event('playing'))
    expect(wake).toHaveBeenCalled()
  })
})
