import { describe, expect, it } from 'vitest'
import { canZoomIn, holds, moveView, pageAt, type View, zoomView } from './use-view.ts'

const total = 3600
const view = (from: number, to: number): View => ({ from, to })

describe('zoom', () => {
  it.each([
    ['in, at the middle', null, { factor: 2, at: 1800 }, view(900, 2700)],
    ['in, at a point, which stays', null, { factor: 2, at: 900 }, view(450, 2250)],
    ['in, at the start', null, { factor: 4, at: 0 }, view(0, 900)],
    ['in, near the end', view(2700, 3600), { factor: 2, at: 3600 }, view(3150, 3600)],
    ['no closer than 8 s', view(0, 10), { factor: 2, at: 5 }, view(1, 9)],
    ['out again', view(450, 2250), { factor: 0.5, at: 900 }, null],
    ['out, not beyond the start', view(0, 900), { factor: 0.5, at: 600 }, view(0, 1800)],
    ['out, not beyond the end', view(2700, 3600), { factor: 0.5, at: 2700 }, view(1800, 3600)],
    ['to another place', view(900, 1800), { factor: 1, at: 900, place: 0.5 }, view(450, 1350)],
  ])('%s', (_name, before, { factor, at, ...rest }, after) => {
    expect(zoomView(before, { total, factor, at, ...rest })).toEqual(after)
  })

  it.each([
    [30, null, false],
    [31, null, true],
    [3600, view(0, 8), false],
    [3600, view(0, 8.1), true],
  ])('of %i s with %j: %s', (length, shown, can) => {
    expect(canZoomIn(shown, length)).toBe(can)
    if (length <= 30) expect(zoomView(null, { total: length, factor: 2, at: 0 })).toBeNull()
  })
})

it.each([
  ['forth', view(100, 200), 50, view(150, 250)],
  ['back, as far as the start', view(100, 200), -500, view(0, 100)],
  ['to the end', view(100, 200), 9999, view(3500, 3600)],
  ['not at all where all is seen', null, 50, null],
])('a view moves %s', (_name, before, by, after) => {
  expect(moveView(before, { total, by })).toEqual(after)
})

it.each([
  ['the next page', view(100, 200), 200, view(195, 295)],
  ['a page anywhere', view(100, 200), 1000, view(995, 1095)],
  ['the last page', view(100, 200), 3590, view(3500, 3600)],
  ['the first', view(100, 200), 2, view(0, 100)],
])('the sound is on %s', (_name, before, elapsed, after) => {
  expect(pageAt(before, { total, elapsed })).toEqual(after)
  expect(holds(after, { total, elapsed })).toBe(true)
})

it.each([
  [null, 5000, true],
  [view(100, 200), 100, true],
  [view(100, 200), 199.9, true],
  [view(100, 200), 200, false],
  [view(100, 200), 99.9, false],
  [view(3500, 3600), 3600.4, true], // a little over the end, as lengths are rounded
])('%j holds %d: %s', (shown, elapsed, expected) => {
  expect(holds(shown, { total, elapsed })).toBe(expected)
})
