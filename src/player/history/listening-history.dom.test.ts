import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeCall } from '../../testing/make-call.ts'
import type { TimeSpan } from '../time-span.ts'
import {
  createListeningHistory,
  HISTORY_PREFIX,
  heardPercent,
  parseEntry,
} from './listening-history.ts'

const STORED = { ranges: [[0, 30]], at: 30, total: 120, on: 1 }

afterEach(() => localStorage.clear())

describe('a stored entry', () => {
  it('is parsed', () => {
    expect(parseEntry(JSON.stringify(STORED))).toEqual({
      spans: [{ from: 0, to: 30 }],
      at: 30,
      total: 120,
      on: 1,
    })
  })

  it.each([
    null,
    '',
    'null',
    '7',
    '[]',
    '{}',
    'not JSON',
    JSON.stringify({ ...STORED, ranges: undefined }),
    JSON.stringify({ ...STORED, ranges: 'all' }),
    JSON.stringify({ ...STORED, ranges: [1, 2] }),
    JSON.stringify({ ...STORED, ranges: [[1]] }),
    JSON.stringify({ ...STORED, ranges: [[5, 1]] }),
    JSON.stringify({ ...STORED, ranges: [[-1, 1]] }),
    JSON.stringify({ ...STORED, at: '30' }),
    JSON.stringify({ ...STORED, at: -1 }),
    JSON.stringify({ ...STORED, total: null }),
    JSON.stringify({ ...STORED, on: {} }),
  ])('is ignored if it is %j', (text) => {
    expect(parseEntry(text)).toBeNull()
  })

  it('is null if storage is forbidden', () => {
    const history = createListeningHistory(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    expect(history.read('a')).toBeNull()
  })
})

describe('the played share', () => {
  it.each<[spans: TimeSpan[], total: number, percent: number]>([
    [[], 120, 0],
    [[{ from: 0, to: 0.3 }], 120, 1],
    [[{ from: 0, to: 30 }], 120, 25],
    [
      [
        { from: 0, to: 30 },
        { from: 60, to: 90 },
      ],
      120,
      50,
    ],
    [[{ from: 0, to: 113 }], 120, 94],
    [[{ from: 0, to: 114 }], 120, 100],
    [[{ from: 0, to: 130 }], 120, 100],
    [[], 0, 0],
  ])('of %j of %i seconds is %i per cent', (spans, total, percent) => {
    expect(heardPercent({ spans, at: 0, total, on: 1 })).toBe(percent)
  })
})

it('notifies of changes in this tab and in others', () => {
  const history = createListeningHistory()
  const listener = vi.fn()
  const stop = history.subscribe(listener)
  history.notify()
  dispatchEvent(new StorageEvent('storage'))
  expect(listener).toHaveBeenCalledTimes(2)
  stop()
  history.notify()
  expect(listener).toHaveBeenCalledTimes(2)
})

describe('a call that is opened again resumes', () => {
  const call = makeCall({ id: 'a' })

  it.each([
    ['from the start if it has no history', null, 0],
    ['at its last position', { at: 73 }, 73],
    ['from the start if it stopped near the start', { at: 5 }, 0],
    ['from the start if it stopped near the end', { at: 115 }, 0],
    ['from the start if it has ended', { at: 120 }, 0],
  ])('%s', (_name, entry, at) => {
    const stored = JSON.stringify({ ...STORED, ...entry })
    if (entry) localStorage.setItem(HISTORY_PREFIX + call.id, stored)
    expect(createListeningHistory().resumeAt(call)).toBe(at)
  })
})
