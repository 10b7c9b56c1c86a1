import { describe, expect, it } from 'vitest'
import { canZoomIn, holds, moveView, pageAt, type View, zoomView } from './view.ts'

const total = 3600
const view = (from: number, to: number): View => ({ from, to })

describe('zoom', () => {
  it.each([
    ['zooms in at the middle', null, { factor: 2, at: 1800 }, view(900, 2700)],
    ['keeps the point in place', null, { factor: 2, at: 900 }, view(450, 2250)],
    ['zooms in at the start', null, { factor: 4, at: 0 }, view(0, 900)],
    ['zooms in at the end', view(2700, 3600), { factor: 2, at: 3600 }, view(3150, 3600)],
    ['stops at 8 s', view(0, 10), { factor: 2, at: 5 }, view(1, 9)],
    ['zooms out to the whole recording', view(450, 2250), { factor: 0.5, at: 900 }, null],
    ['zooms out, limited by the start', view(0, 900), { factor: 0.5, at: 600 }, view(0, 1800)],
    [
      'zooms out, limited by the end',
      view(2700, 3600),
      { factor: 0.5, at: 2700 },
      view(1800, 3600),
    ],
    [
      'moves the point to another place',
      view(900, 1800),
      { factor: 1, at: 900, place: 0.5 },
      view(450, 1350),
    ],
  ])('%s', (_name, before, { factor, at, ...rest }, after) => {
    expect(zoomView(before, { total, factor, at, ...rest })).toEqual(after)
  })

  it.each([
    [30, null, false],
    [31, null, true],
    [3600, view(0, 8), false],
    [3600, view(0, 8.1), true],
  ])('can go closer at %i s with %j: %s', (length, shown, can) => {
    expect(canZoomIn(shown, length)).toBe(can)
    if (length <= 30) expect(zoomView(null, { total: length, factor: 2, at: 0 })).toBeNull()
  })
})

it.each([
  ['forward', view(100, 200), 50, view(150, 250)],
  ['back to the start', view(100, 200), -500, view(0, 100)],
  ['to the end', view(100, 200), 9999, view(3500, 3600)],
  ['not while everything is visible', null, 50, null],
])('moves the view %s', (_name, before, by, after) => {
  expect(moveView(before, { total, by })).toEqual(after)
})

it.each([
  ['the next page', view(100, 200), 200, view(195, 295)],
  ['a page elsewhere', view(100, 200), 1000, view(995, 1095)],
  ['the last page', view(100, 200), 3590, view(3500, 3600)],
  ['the first page', view(100, 200), 2, view(0, 100)],
])('finds the position on %s', (_name, before, elapsed, after) => {
  expect(pageAt(before, { total, elapsed })).toEqual(after)
  expect(holds(after, { total, elapsed })).toBe(true)
})

it.each([
  [null, 5000, true],
  [view(100, 200), 100, true],
  [view(100, 200), 199.9, true],
  [view(100, 200), 200, false],
  [view(100, 200), 99.9, false],
  [view(3500, 3600), 3600.4, true], // Lengths are rounded.
])('checks whether %j contains %d: %s', (shown, elapsed, expected) => {
  expect(holds(shown, { total, elapsed })).toBe(expected)
})
