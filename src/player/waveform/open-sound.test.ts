import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Stretch } from '../stretch.ts'
import { call, SAMPLED, setUp, sounding, WHOLE } from './opened-sound.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('what is found', () => {
  it('is told as it comes, and kept at the end', async () => {
    const { audio, player, sides, silence, workers, keep, open } = setUp()
    player.play(call)
    open()
    audio.sound(3600)
    await vi.runAllTimersAsync()
    const learn = vi.spyOn(sides, 'learn')
    workers[0]?.say({ state: 'loading', sound: WHOLE })
    workers[0]?.say({ state: 'loading', sound: WHOLE })
    expect(learn).toHaveBeenCalledExactlyOnceWith(call.id, 2)
    expect(silence.getState().stretches).toEqual(WHOLE.silences)
    expect(sides.getState().isStereo).toBe(true)
    expect(keep).not.toHaveBeenCalled()
    workers[0]?.say({ state: 'whole', sound: WHOLE })
    expect(keep).toHaveBeenCalledExactlyOnceWith({ ...WHOLE, seconds: 3600 })
  })

  it('is there without a sound where it was kept, and without a worker', async () => {
    const { player, audio, silence, workers, changes, open } = setUp(WHOLE)
    player.cue(call, 0)
    open()
    await vi.runAllTimersAsync()
    expect(changes).toEqual([{ state: 'whole', sound: WHOLE, details: [] }])
    expect(silence.getState().stretches).toEqual(WHOLE.silences)
    player.toggle()
    audio.sound(3600)
    audio.happen('timeupdate', { currentTime: 1 })
    expect(workers).toEqual([])
  })

  it('of a sampled recording goes to the worker, which may be needed', async () => {
    const { workers, changes } = await sounding(SAMPLED, SAMPLED)
    expect(workers[0]?.requests[0]).toMatchObject({ kept: SAMPLED })
    workers[0]?.say({ state: 'none' })
    expect(changes.at(-1)).toEqual({ state: 'whole', sound: SAMPLED, details: [] })
  })

  it.each([
    ['all read', WHOLE],
    ['sampled', SAMPLED],
  ])('of a recording that is longer now, %s, is found anew', async (_name, found) => {
    const { audio, player, workers, changes, keep, open } = setUp({ ...found, seconds: 30 })
    player.play(call)
    open()
    await vi.runAllTimersAsync()
    expect(changes.at(-1)).toMatchObject({ state: 'whole', sound: { seconds: 30 } })
    audio.sound(277)
    audio.happen('timeupdate', { currentTime: 1, duration: 290 }) // a better guess
    expect(workers.map(({ requests }) => requests)).toEqual([
      [{ ask: 'sound', url: '/api/recordings/abc', seconds: 277, kept: null }],
    ])
    workers[0]?.say({ state: 'whole', sound: found })
    expect(keep).toHaveBeenCalledExactlyOnceWith({ ...found, seconds: 277 })
    expect(changes.at(-1)).toMatchObject({ state: 'whole', sound: found })
  })

  it('comes too late once it is closed', async () => {
    const { player, changes, open } = setUp(WHOLE)
    player.cue(call, 0)
    open().close()
    await vi.runAllTimersAsync()
    expect(changes).toEqual([])
  })
})

describe('a stretch of a sampled recording', () => {
  const detail = (from: number, to: number, secondsPerBin = 0.02) =>
    ({
      state: 'detail',
      detail: { stretch: { from, to }, peaks: { secondsPerBin, lanes: [] } },
    }) as const
  const view: Stretch = { from: 100, to: 140 }

  it('is asked for once the view rests', async () => {
    const { opened, asked } = await sounding(SAMPLED)
    opened.look({ from: 0, to: 100 })
    vi.advanceTimersByTime(200)
    opened.look(view)
    vi.advanceTimersByTime(200)
    expect(asked()).toEqual([])
    vi.advanceTimersByTime(50)
    expect(asked()).toEqual([{ ask: 'detail', stretch: view }])
  })

  it('is not asked for where all is seen, or all was read', async () => {
    const all = await sounding(SAMPLED)
    all.opened.look(view)
    all.opened.look(null)
    const read = await sounding(WHOLE)
    read.opened.look(view)
    vi.runAllTimers()
    expect([...all.asked(), ...read.asked()]).toEqual([])
  })

  it.each([
    ['where it is there', [detail(90, 150)], false],
    ['in two parts', [detail(120, 150), detail(90, 120)], false],
    ['but coarser than wanted', [detail(90, 150, 2)], true],
    ['but not all', [detail(90, 130)], true],
  ])('is asked for, or not, %s', async (_name, details, expected) => {
    const { opened, asked, workers } = await sounding(SAMPLED)
    for (const each of details) workers[0]?.say(each)
    opened.look(view)
    vi.runAllTimers()
    expect(asked()).toHaveLength(expected ? 1 : 0)
  })

  it('is one of sixteen that stay', async () => {
    const { workers, changes } = await sounding(SAMPLED)
    for (let index = 0; index < 20; index += 1) workers[0]?.say(detail(index, index + 1))
    expect(changes.at(-1)?.details.map(({ stretch }) => stretch.from)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 4),
    )
  })
})

describe('silence ahead of the sound', () => {
  it('is searched while it is left out and the sound goes on, every second', async () => {
    const { audio, player, silence, asked } = await sounding(SAMPLED)
    audio.happen('timeupdate', { currentTime: 5 })
    expect(asked()).toEqual([])
    silence.setSkips(true)
    expect(asked()).toEqual([{ ask: 'silence', elapsed: 5 }])
    audio.happen('timeupdate', { currentTime: 5.5 })
    expect(asked()).toHaveLength(1)
    audio.happen('timeupdate', { currentTime: 6 })
    expect(asked()).toHaveLength(2)
    player.toggle()
    player.seek(100)
    expect(asked()).toHaveLength(2)
    player.toggle()
    audio.happen('playing')
    expect(asked().at(-1)).toEqual({ ask: 'silence', elapsed: 100 })
  })

  it('is not searched where all was read', async () => {
    const { audio, silence, asked } = await sounding(WHOLE)
    silence.setSkips(true)
    audio.happen('timeupdate', { currentTime: 5 })
    expect(asked()).toEqual([])
  })
})
