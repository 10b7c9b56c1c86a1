import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { makeCall } from '../../testing/make-call.ts'
import { createPlayer } from '../create-player.ts'
import type { TimeSpan } from '../time-span.ts'
import { clearHistory, createHistoryWriter, storeEntry } from './history-writer.ts'
import { createListeningHistory, HISTORY_PREFIX } from './listening-history.ts'

let stop = () => {}
const waveforms = { clear: async () => {} }

function setUp(storage?: () => Storage, skipped: readonly TimeSpan[] = []) {
  let now = 1_000_000
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const history = createListeningHistory()
  const changed = vi.fn()
  history.subscribe(changed)
  const writer = createHistoryWriter({
    ...{ player, history, now: () => now, skipped: () => skipped },
    ...(storage && { storage }),
  })
  stop = writer.start()
  player.play(makeCall({ id: 'a' }))
  audio.sound(120)
  /** Plays in steps of 250 ms, like the events of the element. */
  function listen(from: number, to: number): void {
    const before = audio.playedRanges
    for (let at = from + 0.25; at <= to; at += 0.25) {
      now += 250
      audio.happen('timeupdate', { currentTime: at, playedRanges: [...before, [from, at]] })
    }
  }
  return { audio, player, history, changed, writer, listen }
}

beforeEach(() => localStorage.clear())
afterEach(() => stop())

describe('the listening history is written', () => {
  it('with the skipped silence', () => {
    const skipped: TimeSpan[] = []
    const { player, listen, history } = setUp(undefined, skipped)
    listen(0, 30)
    skipped.push({ from: 30, to: 90 })
    player.seek(90)
    listen(90, 118)
    player.close()
    expect(history.read('a')?.spans).toEqual([{ from: 0, to: 118 }])
  })

  it('every five seconds of playback', () => {
    const { listen, history, changed } = setUp()
    listen(0, 4)
    expect(history.read('a')).toBeNull()
    listen(4, 22)
    expect(history.read('a')?.at).toBe(20)
    expect(changed).toHaveBeenCalledTimes(4)
  })

  type Steps = (parts: ReturnType<typeof setUp>) => void
  it.each<[string, Steps, at: number]>([
    ['at a pause', ({ player }) => player.toggle(), 3],
    ['at the end', ({ audio }) => audio.happen('ended', { paused: true, ended: true }), 3],
    ['before another call', ({ player }) => player.play(makeCall({ id: 'b' })), 3],
    ['when the player is closed', ({ player }) => player.close(), 3],
    ['when the page closes', () => dispatchEvent(new Event('pagehide')), 3],
    ['when the writer stops', () => stop(), 3],
    ['at a seek', ({ player }) => player.seek(60), 60],
  ])('%s', (_name, act, at) => {
    const parts = setUp()
    parts.listen(0, 3)
    act(parts)
    expect(parts.history.read('a')).toMatchObject({ spans: [{ from: 0, to: 3 }], at, total: 120 })
  })

  it('as the union of the played spans, across loads of the recording', () => {
    const { listen, player, audio, history } = setUp()
    listen(0, 3)
    player.seek(60)
    listen(60, 70)
    player.retry()
    audio.sound(120)
    listen(65, 80)
    player.toggle()
    expect(history.read('a')?.spans).toEqual([
      { from: 0, to: 3 },
      { from: 60, to: 80 },
    ])
  })

  it('only if the call has played', () => {
    const { player, history } = setUp()
    player.cue(makeCall({ id: 'b' }), 73)
    player.seek(80)
    player.close()
    expect(history.read('b')).toBeNull()
  })

  const refuse = (name: string) => () => {
    throw new DOMException('refused', name)
  }
  const full = { getItem: () => null, setItem: refuse('QuotaExceededError') }
  it.each<[string, () => Storage]>([
    ['forbidden', refuse('SecurityError')],
    ['full', () => full as unknown as Storage],
  ])('nowhere if storage is %s', (_name, storage) => {
    const { listen, player, changed } = setUp(storage)
    listen(0, 12)
    player.close()
    expect(changed).not.toHaveBeenCalled()
  })
})

describe('clearing', () => {
  it('removes the listening history and the waveforms, and nothing else', async () => {
    localStorage.setItem('callboard.columns', '[]')
    localStorage.setItem(`${HISTORY_PREFIX}old`, '{}')
    const clear = vi.fn(async () => {})
    const { listen, history, writer, changed } = setUp()
    listen(0, 8)
    changed.mockClear()
    expect(await clearHistory({ history, writer }, { clear })).toBe(true)
    expect(Object.keys(localStorage)).toEqual(['callboard.columns'])
    expect(clear).toHaveBeenCalledOnce()
    expect(changed).toHaveBeenCalledOnce()
  })

  it('starts over for the call that plays', async () => {
    const { listen, history, writer, player } = setUp()
    listen(0, 8)
    await clearHistory({ history, writer }, waveforms)
    listen(8, 20)
    player.toggle()
    expect(history.read('a')?.spans).toEqual([{ from: 8, to: 20 }])
  })

  it.each([
    ['everything', null],
    ['this call', `${HISTORY_PREFIX}a`],
  ])('applies to this tab if another tab clears %s', (_name, key) => {
    const { listen, history, player } = setUp()
    listen(0, 8)
    localStorage.clear()
    dispatchEvent(new StorageEvent('storage', { key, newValue: null }))
    listen(8, 9)
    player.toggle()
    expect(history.read('a')?.spans).toEqual([{ from: 8, to: 9 }])
  })

  it('returns false if the browser refuses', async () => {
    const { history, writer } = setUp()
    const denied = { clear: () => Promise.reject(new Error('denied')) }
    expect(await clearHistory({ history, writer }, denied)).toBe(false)
  })
})

describe('storage', () => {
  const ENTRY = { spans: [{ from: 0, to: 30 }], at: 30, total: 120, on: 1 }
  const history = createListeningHistory()

  describe('the entry of a call', () => {
    it('is stored to hundredths of a second', () => {
      const spans = [{ from: 0.0001, to: 29.98765 }]
      storeEntry(localStorage, 'a', { ...ENTRY, spans, at: 29.98765 })
      expect(history.read('a')).toEqual({ ...ENTRY, spans: [{ from: 0, to: 29.99 }], at: 29.99 })
    })

    it('is merged with the entry of another tab', () => {
      storeEntry(localStorage, 'a', ENTRY)
      storeEntry(localStorage, 'a', { spans: [{ from: 60, to: 90 }], at: 90, total: 120, on: 2 })
      storeEntry(localStorage, 'a', { spans: [{ from: 25, to: 40 }], at: 40, total: 120, on: 3 })
      expect(history.read('a')).toEqual({
        spans: [
          { from: 0, to: 40 },
          { from: 60, to: 90 },
        ],
        at: 40,
        total: 120,
        on: 3,
      })
    })

    it('has at most 64 spans that cover all played spans', () => {
      const spans = Array.from({ length: 1000 }, (_, index) => ({ from: index, to: index + 0.5 }))
      storeEntry(localStorage, 'a', { ...ENTRY, spans })
      const stored = history.read('a')?.spans ?? []
      expect(stored.length).toBeLessThanOrEqual(64)
      for (const { from, to } of spans)
        expect(stored.some((span) => span.from <= from && to <= span.to)).toBe(true)
    })

    it('replaces an invalid one', () => {
      localStorage.setItem(`${HISTORY_PREFIX}a`, '{"ranges":')
      storeEntry(localStorage, 'a', ENTRY)
      expect(history.read('a')).toEqual(ENTRY)
    })
  })

  it('keeps the latest 2,000 entries and leaves other keys alone', () => {
    localStorage.setItem('callboard.columns', '[]')
    localStorage.setItem(`${HISTORY_PREFIX}broken`, '?')
    for (let on = 1; on <= 2_150; on += 1) storeEntry(localStorage, `${on}`, { ...ENTRY, on })
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(HISTORY_PREFIX))
    expect(keys.length).toBeLessThanOrEqual(2_000)
    expect(keys.length).toBeGreaterThan(1_800)
    expect(history.read('2150')).not.toBeNull()
    expect(history.read('1000')).not.toBeNull()
    expect(history.read('1')).toBeNull()
    expect(keys).not.toContain(`${HISTORY_PREFIX}broken`)
    expect(localStorage.getItem('callboard.columns')).toBe('[]')
  })
})
