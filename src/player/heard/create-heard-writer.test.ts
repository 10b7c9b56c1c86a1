// @document
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callWith } from '../../testing/make-call.ts'
import { createPlayer } from '../create-player.ts'
import type { Stretch } from '../stretch.ts'
import { clearHistory } from './clear-history.ts'
import { createHeardWriter } from './create-heard-writer.ts'
import { createHeardMarks, HEARD_PREFIX } from './heard-marks.ts'

let stop = () => {}
const peaks = { clear: async () => {} }

function setUp(storage?: () => Storage, passed: readonly Stretch[] = []) {
  let now = 1_000_000
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const marks = createHeardMarks()
  const changed = vi.fn()
  marks.subscribe(changed)
  const writer = createHeardWriter({
    ...{ player, marks, now: () => now, passed: () => passed },
    ...(storage && { storage }),
  })
  stop = writer.start()
  player.play(callWith({ id: 'a' }))
  audio.sound(120)
  /** A quarter of a second sounds at a time, as the element tells of it. */
  function listen(from: number, to: number): void {
    const before = audio.playedRanges
    for (let at = from + 0.25; at <= to; at += 0.25) {
      now += 250
      audio.happen('timeupdate', { currentTime: at, playedRanges: [...before, [from, at]] })
    }
  }
  return { audio, player, marks, changed, writer, listen }
}

beforeEach(() => localStorage.clear())
afterEach(() => stop())

describe('what is heard is written', () => {
  it('with the silence that was left out', () => {
    const passed: Stretch[] = []
    const { player, listen, marks } = setUp(undefined, passed)
    listen(0, 30)
    passed.push({ from: 30, to: 90 })
    player.seek(90)
    listen(90, 118)
    player.close()
    expect(marks.read('a')?.ranges).toEqual([[0, 118]])
  })

  it('every five seconds of sound', () => {
    const { listen, marks, changed } = setUp()
    listen(0, 4)
    expect(marks.read('a')).toBeNull()
    listen(4, 22)
    expect(marks.read('a')?.at).toBe(20)
    expect(changed).toHaveBeenCalledTimes(4)
  })

  type Steps = (parts: ReturnType<typeof setUp>) => void
  it.each<[string, Steps, at: number]>([
    ['at a pause', ({ player }) => player.toggle(), 3],
    ['at the end', ({ audio }) => audio.happen('ended', { paused: true, ended: true }), 3],
    ['before another call', ({ player }) => player.play(callWith({ id: 'b' })), 3],
    ['when the player is closed', ({ player }) => player.close(), 3],
    ['when the page is left', () => dispatchEvent(new Event('pagehide')), 3],
    ['when it is no longer wanted', () => stop(), 3],
    ['at a jump', ({ player }) => player.seek(60), 60],
  ])('%s', (_name, act, at) => {
    const parts = setUp()
    parts.listen(0, 3)
    act(parts)
    expect(parts.marks.read('a')).toMatchObject({ ranges: [[0, 3]], at, total: 120 })
  })

  it('as the union of what sounded, across loads of the same recording', () => {
    const { listen, player, audio, marks } = setUp()
    listen(0, 3)
    player.seek(60)
    listen(60, 70)
    player.retry()
    audio.sound(120)
    listen(65, 80)
    player.toggle()
    expect(marks.read('a')?.ranges).toEqual([
      [0, 3],
      [60, 80],
    ])
  })

  it('and nothing where nothing sounded', () => {
    const { player, marks } = setUp()
    player.cue(callWith({ id: 'b' }), 73)
    player.seek(80)
    player.close()
    expect(marks.read('b')).toBeNull()
  })

  it.each<[string, () => Storage]>([
    [
      'forbidden',
      () => {
        throw new DOMException('denied', 'SecurityError')
      },
    ],
    [
      'full',
      () =>
        Object.assign(Object.create(null) as Storage, {
          getItem: () => null,
          setItem: () => {
            throw new DOMException('full', 'QuotaExceededError')
          },
        }),
    ],
  ])('nowhere where storage is %s', (_name, storage) => {
    const { listen, player, changed } = setUp(storage)
    listen(0, 12)
    player.close()
    expect(changed).not.toHaveBeenCalled()
  })
})

describe('clearing', () => {
  it('takes marks and waveforms away, and leaves the rest', async () => {
    localStorage.setItem('callboard.columns', '[]')
    localStorage.setItem(`${HEARD_PREFIX}old`, '{}')
    const clear = vi.fn(async () => {})
    const { listen, marks, writer, changed } = setUp()
    listen(0, 8)
    changed.mockClear()
    expect(await clearHistory({ marks, writer }, { clear })).toBe(true)
    expect(Object.keys(localStorage)).toEqual(['callboard.columns'])
    expect(clear).toHaveBeenCalledOnce()
    expect(changed).toHaveBeenCalledOnce()
  })

  it('lets the call that sounds begin anew', async () => {
    const { listen, marks, writer, player } = setUp()
    listen(0, 8)
    await clearHistory({ marks, writer }, peaks)
    listen(8, 20)
    player.toggle()
    expect(marks.read('a')?.ranges).toEqual([[8, 20]])
  })

  it.each([
    ['all of it', null],
    ['this call', `${HEARD_PREFIX}a`],
  ])('in another tab (%s) is heeded here', (_name, key) => {
    const { listen, marks, player } = setUp()
    listen(0, 8)
    localStorage.clear()
    dispatchEvent(new StorageEvent('storage', { key, newValue: null }))
    listen(8, 9)
    player.toggle()
    expect(marks.read('a')?.ranges).toEqual([[8, 9]])
  })

  it('says where the browser does not allow it', async () => {
    const { marks, writer } = setUp()
    const denied = { clear: () => Promise.reject(new Error('denied')) }
    expect(await clearHistory({ marks, writer }, denied)).toBe(false)
  })
})
