// @document
import { afterEach, describe, expect, it, vi } from 'vitest'
import { callWith } from '../../testing/make-call.ts'
import { createHeardMarks, HEARD_PREFIX, heardPercent, parseHeard } from './heard-marks.ts'
import { resumeAt } from './resume-at.ts'

const HEARD = { ranges: [[0, 30]], at: 30, total: 120, on: 1 }

afterEach(() => localStorage.clear())

describe('what is kept', () => {
  it('is read', () => {
    expect(parseHeard(JSON.stringify(HEARD))).toEqual(HEARD)
  })

  it.each([
    null,
    '',
    'null',
    '7',
    '[]',
    '{}',
    'not JSON',
    JSON.stringify({ ...HEARD, ranges: undefined }),
    JSON.stringify({ ...HEARD, ranges: 'all' }),
    JSON.stringify({ ...HEARD, ranges: [1, 2] }),
    JSON.stringify({ ...HEARD, ranges: [[1]] }),
    JSON.stringify({ ...HEARD, ranges: [[5, 1]] }),
    JSON.stringify({ ...HEARD, ranges: [[-1, 1]] }),
    JSON.stringify({ ...HEARD, at: '30' }),
    JSON.stringify({ ...HEARD, at: -1 }),
    JSON.stringify({ ...HEARD, total: null }),
    JSON.stringify({ ...HEARD, on: {} }),
  ])('is nothing as %j', (text) => {
    expect(parseHeard(text)).toBeNull()
  })

  it('is nothing where storage is forbidden', () => {
    const marks = createHeardMarks(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    expect(marks.read('a')).toBeNull()
  })
})

describe('the share heard', () => {
  it.each([
    [[], 120, 0],
    [[[0, 0.3]], 120, 1],
    [[[0, 30]], 120, 25],
    [
      [
        [0, 30],
        [60, 90],
      ],
      120,
      50,
    ],
    [[[0, 113]], 120, 94],
    [[[0, 114]], 120, 100],
    [[[0, 130]], 120, 100],
    [[], 0, 0],
  ] as const)('of %j of %i seconds is %i per cent', (ranges, total, percent) => {
    expect(heardPercent({ ...HEARD, ranges, total })).toBe(percent)
  })
})

it('tells of changes of this tab and of others, until nobody listens', () => {
  const marks = createHeardMarks()
  const listener = vi.fn()
  const stop = marks.subscribe(listener)
  marks.changed()
  dispatchEvent(new StorageEvent('storage'))
  expect(listener).toHaveBeenCalledTimes(2)
  stop()
  marks.changed()
  dispatchEvent(new StorageEvent('storage'))
  expect(listener).toHaveBeenCalledTimes(2)
})

describe('a call opened again goes on', () => {
  const call = callWith({ id: 'a' })

  it.each([
    ['from the start, where nothing is known', null, 0],
    ['where it stood', { at: 73 }, 73],
    ['from the start, where it had hardly begun', { at: 5 }, 0],
    ['from the start, where it was nearly over', { at: 115 }, 0],
    ['from the start, after its end', { at: 120 }, 0],
  ])('%s', (_name, heard, at) => {
    const kept = JSON.stringify({ ...HEARD, ...heard })
    if (heard) localStorage.setItem(HEARD_PREFIX + call.id, kept)
    expect(resumeAt(createHeardMarks(), call)).toBe(at)
  })
})
