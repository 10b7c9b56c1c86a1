// @document
import { afterEach, describe, expect, it } from 'vitest'
import { createHeardMarks, HEARD_PREFIX } from './heard-marks.ts'
import { heardKeys, keepHeard } from './keep-heard.ts'

const HEARD = { ranges: [[0, 30]], at: 30, total: 120, on: 1 } as const
const marks = createHeardMarks()

afterEach(() => localStorage.clear())

describe('what is kept of a call', () => {
  it('is what was heard, to hundredths of a second', () => {
    keepHeard(localStorage, 'a', { ranges: [[0.0001, 29.98765]], at: 29.98765, total: 120, on: 1 })
    expect(marks.read('a')).toEqual({ ranges: [[0, 29.99]], at: 29.99, total: 120, on: 1 })
  })

  it('is joined with what another tab has kept meanwhile', () => {
    keepHeard(localStorage, 'a', HEARD)
    keepHeard(localStorage, 'a', { ranges: [[60, 90]], at: 90, total: 120, on: 2 })
    keepHeard(localStorage, 'a', { ranges: [[25, 40]], at: 40, total: 120, on: 3 })
    expect(marks.read('a')).toEqual({
      ranges: [
        [0, 40],
        [60, 90],
      ],
      at: 40,
      total: 120,
      on: 3,
    })
  })

  it('takes the place of what is broken', () => {
    localStorage.setItem(`${HEARD_PREFIX}a`, '{"ranges":')
    keepHeard(localStorage, 'a', HEARD)
    expect(marks.read('a')).toEqual(HEARD)
  })
})

it('keeps the latest 2,000 calls, and what is not its own', () => {
  localStorage.setItem('callboard.columns', '[]')
  localStorage.setItem(`${HEARD_PREFIX}broken`, '?')
  for (let on = 1; on <= 2_150; on += 1) keepHeard(localStorage, `${on}`, { ...HEARD, on })
  const kept = heardKeys(localStorage)
  expect(kept.length).toBeLessThanOrEqual(2_000)
  expect(kept.length).toBeGreaterThan(1_800)
  expect(marks.read('2150')).not.toBeNull()
  expect(marks.read('1000')).not.toBeNull()
  expect(marks.read('1')).toBeNull()
  expect(kept).not.toContain(`${HEARD_PREFIX}broken`)
  expect(localStorage.getItem('callboard.columns')).toBe('[]')
})
