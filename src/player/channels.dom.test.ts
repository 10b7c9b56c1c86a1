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

describe('the channels of a recording', () => {
  it('are not routed until one channel is selected', () => {
    channels.setCount('one', 2)
    channels.select('both')
    expect(route).not.toHaveBeenCalled()
    channels.select('left')
    expect(route).toHaveBeenCalledExactlyOnceWith(audio)
    expect(play).toHaveBeenLastCalledWith('left')
    channels.select('both')
    expect(play).toHaveBeenLastCalledWith('both')
  })

  it('are not routed if the recording is mono', () => {
    channels.select('right')
    channels.setCount('one', 1)
    expect(route).not.toHaveBeenCalled()
    expect(channels.getState()).toEqual({ selected: 'right', isStereo: false })
  })

  it('are both played in the next call until its analysis finds stereo', () => {
    channels.setCount('one', 2)
    channels.select('right')
    player.play(makeCall({ id: 'two' }))
    expect(play).toHaveBeenLastCalledWith('both')
    channels.setCount('one', 2) // The analysis of the call before is late.
    expect(play).toHaveBeenLastCalledWith('both')
    channels.setCount('two', 2)
    expect(play).toHaveBeenLastCalledWith('right')
    expect(route).toHaveBeenCalledOnce()
  })

  it('are routed again if the next call was preloaded', () => {
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

  it('are found if the call played before the page was ready', () => {
    const late = createChannels(player, route)
    late.setCount('one', 2)
    audio.dispatchEvent(new Event('playing'))
    expect(late.getState().isStereo).toBe(true)
  })

  it('resume if the browser has suspended the audio context', () => {
    channels.setCount('one', 2)
    channels.select('left')
    audio.dispatchEvent(new Event('playing'))
    expect(resume).toHaveBeenCalled()
  })
})
