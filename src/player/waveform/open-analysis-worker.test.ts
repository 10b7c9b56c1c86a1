import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, setUp, WHOLE } from '../../testing/opened-analysis.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the worker', () => {
  it('starts when playback begins', async () => {
    const { audio, player, workers, open } = setUp()
    player.cue(call, 10)
    open()
    await vi.runAllTimersAsync()
    player.toggle()
    expect(workers).toEqual([])
    audio.sound(3600)
    expect(workers[0]?.requests).toEqual([{ url: '/api/recordings/abc' }])
  })

  it.each(['cued', 'paused before it began'])(
    'starts with the metadata of a recording that was %s',
    async (how) => {
      const { audio, player, workers, open } = setUp()
      if (how === 'cued') player.cue(call, 10)
      else player.play(call)
      if (how !== 'cued') player.toggle()
      open()
      await vi.runAllTimersAsync()
      expect(workers).toEqual([])
      audio.happen('durationchange', { duration: 3600, readyState: 1 })
      expect(workers[0]?.requests).toEqual([{ url: '/api/recordings/abc' }])
    },
  )

  it('starts for a recording that has already ended', async () => {
    const { audio, player, workers, open } = setUp()
    player.play(call)
    open()
    audio.sound(0.2)
    audio.happen('ended', { ended: true, paused: true })
    await vi.runAllTimersAsync()
    expect(workers[0]?.requests).toEqual([{ url: '/api/recordings/abc' }])
  })

  it('does not start for another call', async () => {
    const { audio, player, workers, open } = setUp()
    player.play(call)
    open('another')
    audio.sound()
    await vi.runAllTimersAsync()
    expect(workers).toEqual([])
  })

  it('is terminated when the analysis is closed', async () => {
    const { workers, player, audio, open } = setUp()
    player.play(call)
    const opened = open()
    audio.sound(3600)
    await vi.runAllTimersAsync()
    expect(workers[0]?.isEnded).toBe(false)
    opened.close()
    expect(workers[0]?.isEnded).toBe(true)
    audio.happen('timeupdate', { currentTime: 5 })
    player.close()
    expect(workers).toHaveLength(1)
  })

  it.each([
    ['everything is read', { state: 'whole', analysis: WHOLE }, 'whole'],
    ['the download has failed', { state: 'partial', analysis: WHOLE }, 'partial'],
    ['the file has become unreadable', { state: 'none', reason: 'unreadable' }, 'partial'],
    ['the file is too large', { state: 'none', reason: 'tooLarge' }, 'none'],
  ] as const)('is terminated and not restarted once %s', async (_name, said, state) => {
    const { audio, player, workers, changes, open } = setUp()
    player.play(call)
    open()
    audio.sound()
    await vi.runAllTimersAsync()
    workers[0]?.say({ state: 'loading', analysis: WHOLE })
    workers[0]?.say(said)
    expect(workers[0]?.isEnded).toBe(true)
    expect(changes.at(-1)).toMatchObject({ state, analysis: state === 'none' ? null : WHOLE })
    audio.happen('timeupdate', { currentTime: 5 })
    expect(workers).toHaveLength(1)
  })

  it('makes no waveform if it does not load', async () => {
    const { audio, player, changes, open, workers } = setUp()
    player.play(call)
    open()
    audio.sound()
    await vi.runAllTimersAsync()
    workers[0]?.dispatchEvent(new Event('error'))
    expect(changes.at(-1)).toMatchObject({ state: 'none', analysis: null, reason: 'unreadable' })
  })
})
