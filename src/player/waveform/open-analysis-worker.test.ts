import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, setUp, WHOLE } from '../../testing/opened-analysis.ts'
import type { Player } from '../create-player.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the worker', () => {
  it('starts with the first sound', async () => {
    const { audio, player, workers, open } = setUp()
    player.cue(call, 10)
    open()
    await vi.runAllTimersAsync()
    player.toggle()
    expect(workers).toEqual([])
    audio.sound(3600)
    expect(workers[0]?.requests).toEqual([{ url: '/api/recordings/abc' }])
  })

  it.each([
    ['is only cued', (player: Player) => player.cue(call, 10)],
    [
      'was paused before it began',
      (player: Player) => {
        player.play(call)
        player.toggle()
      },
    ],
  ])('reads once the recording is found where it %s', async (_name, begin) => {
    const { audio, player, workers, open } = setUp()
    begin(player)
    open()
    await vi.runAllTimersAsync()
    expect(workers).toEqual([])
    audio.happen('durationchange', { duration: 3600, readyState: 1 })
    expect(workers[0]?.requests).toEqual([{ url: '/api/recordings/abc' }])
  })

  it('reads also what had ended before it was ready', async () => {
    const { audio, player, workers, open } = setUp()
    player.play(call)
    open()
    audio.sound(0.2)
    audio.happen('ended', { ended: true, paused: true })
    await vi.runAllTimersAsync()
    expect(workers[0]?.requests).toEqual([{ url: '/api/recordings/abc' }])
  })

  it('does not read for another call', async () => {
    const { audio, player, workers, open } = setUp()
    player.play(call)
    open('another')
    audio.sound()
    await vi.runAllTimersAsync()
    expect(workers).toEqual([])
  })

  it('ends with what was opened', async () => {
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
    ['all is read', { state: 'whole', analysis: WHOLE }, 'whole'],
    ['reading broke off', { state: 'partial', analysis: WHOLE }, 'partial'],
    ['there is no more', { state: 'none', reason: 'unreadable' }, 'partial'],
    ['there is too much', { state: 'none', reason: 'tooLarge' }, 'none'],
  ] as const)('ends once %s, or is there for another call', async (_name, said, state) => {
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

  it('that cannot be had makes no waveform', async () => {
    const { audio, player, changes, open, workers } = setUp()
    player.play(call)
    open()
    audio.sound()
    await vi.runAllTimersAsync()
    workers[0]?.dispatchEvent(new Event('error'))
    expect(changes.at(-1)).toMatchObject({ state: 'none', analysis: null, reason: 'unreadable' })
  })
})
