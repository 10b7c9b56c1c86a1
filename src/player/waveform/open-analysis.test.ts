import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, setUp, WHOLE } from '../../testing/opened-analysis.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the analysis', () => {
  it('is passed on as it grows and cached at its end', async () => {
    const { audio, player, channels, skipSilence, workers, keep, open } = setUp()
    player.play(call)
    open()
    audio.sound(3600)
    await vi.runAllTimersAsync()
    const learn = vi.spyOn(channels, 'setCount')
    workers[0]?.say({ state: 'loading', analysis: WHOLE })
    workers[0]?.say({ state: 'loading', analysis: WHOLE })
    expect(learn).toHaveBeenCalledExactlyOnceWith(call.id, 2)
    expect(skipSilence.getState().silences).toEqual(WHOLE.silences)
    expect(channels.getState().isStereo).toBe(true)
    expect(keep).not.toHaveBeenCalled()
    workers[0]?.say({ state: 'whole', analysis: WHOLE })
    expect(keep).toHaveBeenCalledExactlyOnceWith(WHOLE)
  })

  it('comes from the cache without playback and without a worker', async () => {
    const { player, audio, skipSilence, workers, changes, open } = setUp(WHOLE)
    player.cue(call, 0)
    open()
    await vi.runAllTimersAsync()
    expect(changes).toEqual([{ state: 'whole', analysis: WHOLE, reason: null, isOnClock: true }])
    expect(skipSilence.getState().silences).toEqual(WHOLE.silences)
    player.toggle()
    audio.sound(3600.4)
    audio.happen('timeupdate', { currentTime: 1 })
    expect(workers).toEqual([])
  })

  it('is repeated for a recording that has become longer', async () => {
    const { audio, player, workers, changes, keep, open } = setUp({
      ...WHOLE,
      peaks: { ...WHOLE.peaks, secondsPerBin: 3000 },
    })
    player.play(call)
    open()
    await vi.runAllTimersAsync()
    expect(changes.at(-1)).toMatchObject({ state: 'whole' })
    audio.sound(3600)
    audio.happen('timeupdate', { currentTime: 1 })
    expect(workers.map(({ requests }) => requests)).toEqual([[{ url: '/api/recordings/abc' }]])
    workers[0]?.say({ state: 'whole', analysis: WHOLE })
    expect(keep).toHaveBeenCalledExactlyOnceWith(WHOLE)
    expect(changes.at(-1)).toMatchObject({ state: 'whole', analysis: WHOLE, isOnClock: true })
  })

  it('is dropped once it is closed', async () => {
    const { player, changes, open } = setUp(WHOLE)
    player.cue(call, 0)
    open().close()
    await vi.runAllTimersAsync()
    expect(changes).toEqual([])
  })
})

describe('silence', () => {
  it('is not skipped while the clock of the player differs', async () => {
    const { audio, player, skipSilence, workers, changes, open } = setUp()
    player.play(call)
    open()
    audio.sound(3570) // The element guesses from the bit rate.
    await vi.runAllTimersAsync()
    workers[0]?.say({ state: 'loading', analysis: WHOLE })
    expect(skipSilence.getState().silences).toEqual(WHOLE.silences)
    workers[0]?.say({ state: 'whole', analysis: WHOLE })
    expect(changes.at(-1)).toMatchObject({ state: 'whole', isOnClock: false })
    expect(skipSilence.getState().silences).toEqual([])
    audio.happen('durationchange', { duration: 3600 })
    expect(changes.at(-1)).toMatchObject({ state: 'whole', isOnClock: true })
    expect(skipSilence.getState().silences).toEqual(WHOLE.silences)
  })
})
