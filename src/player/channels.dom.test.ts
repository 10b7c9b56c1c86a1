import { beforeEach, describe, expect, it, vi } from 'vitest'
import { makeCall } from '../testing/make-call.ts'
import { type Channel, type Channels, createChannels } from './channels.ts'
import { createPlayer, type Player } from './create-player.ts'

let audio: HTMLAudioElement
let player: Player
let channels: Channels
const play = vi.fn<(channel: Channel) => void>()
const resume = vi.fn()
const close = vi.fn()
const route = vi.fn(() => ({ play, resume, close }))

beforeEach(() => {
  vi.clearAllMocks()
  audio = document.createElement('audio')
  vi.spyOn(audio, 'play').mockResolvedValue()
  player = createPlayer({ createAudio: () => audio })
  channels = createChannels(player, route)
  player.play(makeCall({ id: 'one' }))
})

describe('the sound of a recording', () => {
  it('is not routed until one channel is selected', () => {
    channels.setCount('one', 2)
    channels.select('both')
    expect(route).not.toHaveBeenCalled()
    channels.select('left')
    expect(route).toHaveBeenCalledExactlyOnceWith(audio)
    expect(play).toHaveBeenLastCalledWith('left')
    channels.select('both')
    expect(play).toHaveBeenLastCalledWith('both')
  })

  it('is not routed if it is mono', () => {
    channels.select('right')
    channels.setCount('one', 1)
    expect(route).not.toHaveBeenCalled()
    expect(channels.getState()).toEqual({ selected: 'right', isStereo: false })
  })

  it('plays both channels of the next call until it is known to be stereo', () => {
    channels.setCount('one', 2)
    channels.select('right')
    player.play(makeCall({ id: 'two' }))
    expect(play).toHaveBeenLastCalledWith('both')
    channels.setCount('one', 2) // late, for the call before
    expect(play).toHaveBeenLastCalledWith('both')
    channels.setCount('two', 2)
    expect(play).toHaveBeenLastCalledWith('right')
    expect(route).toHaveBeenCalledOnce()
  })

  it('is routed again if a call brings its own element', () => {
    channels.setCount('one', 2)
    channels.select('left')
    audio.dispatchEvent(new Event('playing'))
    audio = document.createElement('audio')
    vi.spyOn(audio, 'play').mockResolvedValue()
    const two = makeCall({ id: 'two' })
    player.preload(two)
    player.play(two)
    expect(close).toHaveBeenCalledOnce()
    channels.setCount('two', 2)
    expect(route).toHaveBeenLastCalledWith(audio)
    expect(play).toHaveBeenLastCalledWith('left')
  })

  it('has channels even if it played before they could be selected', () => {
    const late = createChannels(player, route)
    late.setCount('one', 2)
    audio.dispatchEvent(new Event('playing'))
    expect(late.getState().isStereo).toBe(true)
  })

  it('resumes if the browser has suspended its output', () => {
    channels.setCount('one', 2)
    channels.select('left')
    audio.dispatchEvent(new Event('playing'))
    expect(resume).toHaveBeenCalled()
  })
})
