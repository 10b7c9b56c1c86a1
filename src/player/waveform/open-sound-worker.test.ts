import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, setUp, WHOLE } from '../../testing/opened-sound.ts'
import type { Player } from '../create-player.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the worker', () => {
  it('is ready before, and reads from the first sound on', async () => {
    const { audio, player, workers, open } = setUp()
    player.cue(call, 10)
    open()
    await vi.runAllTimersAsync()
    player.toggle()
    expect(workers.map(({ requests }) => requests)).toEqual([[]])
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
    expect(workers.map(({ requests }) => requests)).toEqual([[]])
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

  it('that has read ahead is not asked again, and what it said is known before the sound', async () => {
    const { player, workers, given, changes, keep, keeping, open } = setUp(null, [
      { state: 'whole', sound: WHOLE },
    ])
    player.play(call)
    open()
    expect(changes.at(-1)).toMatchObject({ state: 'whole', sound: WHOLE })
    expect(workers).toMatchObject([{ requests: [] }])
    expect(given).toEqual(workers)
    expect(keeping).toHaveBeenCalledExactlyOnceWith(call.id)
    expect(keep).toHaveBeenCalledExactlyOnceWith(WHOLE)
  })

  it('that reads ahead goes on with it', async () => {
    const { audio, player, workers, changes, open } = setUp(null, [])
    player.play(call)
    open()
    audio.sound(3600)
    await vi.runAllTimersAsync()
    workers[0]?.say({ state: 'whole', sound: WHOLE })
    expect(workers[0]?.requests).toEqual([])
    expect(changes.at(-1)).toMatchObject({ state: 'whole', sound: WHOLE })
  })

  it('does not read for another call', async () => {
    const { audio, player, workers, open } = setUp()
    player.play(call)
    open('another')
    audio.sound()
    await vi.runAllTimersAsync()
    expect(workers.map(({ requests }) => requests)).toEqual([[]])
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
    ['all is read', { state: 'whole', sound: WHOLE }, 'whole'],
    ['reading broke off', { state: 'partial', sound: WHOLE }, 'partial'],
    ['there is no more', { state: 'none', reason: 'unreadable' }, 'partial'],
    ['there is too much', { state: 'none', reason: 'tooLarge' }, 'none'],
  ] as const)('ends once %s, or is there for another call', async (_name, said, state) => {
    const { audio, player, workers, given, changes, open } = setUp()
    player.play(call)
    open()
    audio.sound()
    await vi.runAllTimersAsync()
    workers[0]?.say({ state: 'loading', sound: WHOLE })
    workers[0]?.say(said)
    expect(workers[0]?.isEnded).toBe(state !== 'whole')
    expect(given).toEqual(state === 'whole' ? workers : [])
    expect(changes.at(-1)).toMatchObject({ state, sound: state === 'none' ? null : WHOLE })
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
    expect(changes.at(-1)).toMatchObject({ state: 'none', sound: null, reason: 'unreadable' })
  })
})
