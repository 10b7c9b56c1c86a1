import { describe, expect, it, vi } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { FakeAudio } from '../testing/fake-audio.ts'
import { makeCall } from '../testing/make-call.ts'
import { createPlayer } from './create-player.ts'

const first = makeCall({ id: 'first', recording: '/api/recordings/first', talkSeconds: 90 })
const second = makeCall({ id: 'second', recording: '/api/recordings/second' })

function setUp(call: CallRecord | null = first) {
  const audio = new FakeAudio()
  const createAudio = vi.fn(() => audio)
  const player = createPlayer({ createAudio })
  if (call) player.play(call)
  return { audio, createAudio, player }
}

describe('the element', () => {
  it('is created once, at the first play', () => {
    const { createAudio, player } = setUp(null)
    expect(createAudio).not.toHaveBeenCalled()
    player.play(first)
    player.close()
    player.play(second)
    expect(createAudio).toHaveBeenCalledOnce()
  })

  it('is not created for a call without a recording', () => {
    const { createAudio, player } = setUp(makeCall({ recording: null }))
    expect(createAudio).not.toHaveBeenCalled()
    expect(player.getState().status).toBe('idle')
  })

  it('keeps the pitch, and keeps the speed for the next call', () => {
    const { audio, player } = setUp()
    player.setSpeed(1.5)
    player.play(second)
    expect(audio).toMatchObject({
      preservesPitch: true,
      playbackRate: 1.5,
      defaultPlaybackRate: 1.5,
    })
    player.close()
    expect(player.getState().speed).toBe(1.5)
  })

  it('releases the recording when the player is closed', () => {
    const { audio, player } = setUp()
    audio.sound()
    player.close()
    expect(audio).toMatchObject({ src: '', paused: true, loads: 1 })
    expect(player.getState()).toMatchObject({ call: null, status: 'idle', elapsed: 0 })
  })
})

describe('status', () => {
  type Steps = (parts: ReturnType<typeof setUp>) => void
  const cases: [string, Steps, string][] = [
    ['a play', () => {}, 'loading'],
    ['sound', ({ audio }) => audio.sound(), 'playing'],
    ['no data yet', ({ audio }) => audio.happen('waiting', { readyState: 1 }), 'loading'],
    [
      'sound that ran out of data',
      ({ audio }) => {
        audio.sound()
        audio.happen('waiting', { readyState: 2 })
      },
      'waiting',
    ],
    [
      'a stall with an empty buffer',
      ({ audio }) => {
        audio.sound()
        audio.happen('stalled', { readyState: 2 })
      },
      'waiting',
    ],
    [
      'a stall with data in the buffer',
      ({ audio }) => {
        audio.sound()
        audio.happen('stalled')
      },
      'playing',
    ],
    [
      'a pause',
      ({ audio, player }) => {
        audio.sound()
        player.toggle()
      },
      'paused',
    ],
    ['a pause while loading', ({ player }) => player.toggle(), 'paused'],
    [
      'resuming with data in the buffer',
      ({ audio, player }) => {
        audio.sound()
        player.toggle()
        player.play(first)
        audio.sound()
      },
      'playing',
    ],
    [
      'resuming with an empty buffer',
      ({ audio, player }) => {
        audio.sound()
        player.toggle()
        audio.readyState = 1
        player.toggle()
      },
      'waiting',
    ],
    [
      'the end',
      ({ audio }) => {
        audio.sound()
        audio.happen('pause', { paused: true, ended: true })
        audio.happen('ended')
      },
      'ended',
    ],
    [
      'seeking back from the end',
      ({ audio, player }) => {
        audio.sound()
        audio.happen('ended', { paused: true, ended: true })
        player.seek(10)
        audio.happen('seeked', { ended: false })
      },
      'paused',
    ],
    [
      'playing once more from the end',
      ({ audio, player }) => {
        audio.sound()
        audio.happen('ended', { paused: true, ended: true })
        player.toggle()
        audio.happen('seeked', { ended: false })
        audio.sound()
      },
      'playing',
    ],
    [
      'another call in place of the first',
      ({ audio, player }) => {
        audio.sound()
        player.play(second)
      },
      'loading',
    ],
    [
      'an event that comes after closing',
      ({ audio, player }) => {
        player.close()
        audio.sound()
      },
      'idle',
    ],
  ]
  it.each(cases)('is correct after %s: %s', (_name, steps, status) => {
    const parts = setUp()
    steps(parts)
    expect(parts.player.getState().status).toBe(status)
  })

  it.each([
    ['NotAllowedError', 'paused'],
    ['AbortError', 'loading'],
    ['NotSupportedError', 'loading'],
  ])('is correct after the browser refuses to play with %s: %s', async (name, status) => {
    const { audio, player } = setUp(null)
    audio.refusal = new DOMException('refused', name)
    player.play(first)
    await Promise.resolve()
    await Promise.resolve()
    expect(player.getState().status).toBe(status)
  })
})

describe('position', () => {
  it.each([
    [Number.NaN, 90],
    [Number.POSITIVE_INFINITY, 90],
    [0, 90],
    [121.5, 121.5],
  ])('with the duration %s of the element has the total %s', (duration, total) => {
    const { audio, player } = setUp()
    audio.happen('durationchange', { duration })
    expect(player.getState().total).toBe(total)
  })

  it('includes the end of the buffered range at the position', () => {
    const { audio, player } = setUp()
    audio.ranges = [
      [0, 10],
      [50, 80],
    ]
    audio.happen('progress', { currentTime: 60 })
    expect(player.getState()).toMatchObject({ elapsed: 60, buffered: 80 })
    audio.happen('timeupdate', { currentTime: 30 })
    expect(player.getState().buffered).toBe(30)
  })

  it.each([
    [30, 30],
    [-5, 0],
    [1000, 120],
  ])('moves by a seek to %s to %s', (seconds, expected) => {
    const { audio, player } = setUp()
    audio.sound(120)
    player.seek(seconds)
    expect(audio.currentTime).toBe(expected)
    expect(player.getState().elapsed).toBe(expected)
  })

  it('stays if the source cannot seek', () => {
    const { audio, player } = setUp()
    audio.sound(120)
    audio.happen('timeupdate', { seekableEnd: 0, currentTime: 10 })
    player.seek(60)
    expect(audio.currentTime).toBe(10)
    expect(player.getState()).toMatchObject({ canSeek: false, elapsed: 10 })
  })

  it('starts at 0 with each call', () => {
    const { audio, player } = setUp()
    audio.happen('timeupdate', { currentTime: 42 })
    player.play(second)
    expect(player.getState()).toMatchObject({ call: second, elapsed: 0, total: second.talkSeconds })
  })
})

describe('snapshots', () => {
  it('keep their identity and notify no listener if nothing changed', () => {
    const { audio, player } = setUp()
    audio.sound()
    const before = player.getState()
    const listener = vi.fn()
    const stop = player.subscribe(listener)
    audio.happen('timeupdate')
    expect(player.getState()).toBe(before)
    expect(listener).not.toHaveBeenCalled()
    audio.happen('timeupdate', { currentTime: 1 })
    expect(listener).toHaveBeenCalledOnce()
    expect(before.elapsed).toBe(0)
    stop()
    audio.happen('timeupdate', { currentTime: 2 })
    expect(listener).toHaveBeenCalledOnce()
  })
})
