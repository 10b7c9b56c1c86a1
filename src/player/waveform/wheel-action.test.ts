import { expect, it } from 'vitest'
import { type Turn, wheelAction } from './use-gestures.ts'

const turn = (part: Partial<Turn>): Turn => ({
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ...part,
})

it.each([
  ['a wheel scrolls the page', { deltaY: 100 }, null],
  ['a pinch zooms', { ctrlKey: true, deltaY: -100 }, { factor: expect.closeTo(1.49, 2) }],
  [
    'the Command key zooms, too',
    { metaKey: true, deltaY: 100 },
    { factor: expect.closeTo(0.67, 2) },
  ],
  [
    'a wheel by lines zooms, too',
    { ctrlKey: true, deltaY: -3, deltaMode: 1 },
    { factor: expect.closeTo(1.21, 2) },
  ],
  ['a sideways scroll moves', { deltaX: 30, deltaY: 5 }, { by: 30 }],
  ['a mostly vertical scroll scrolls the page', { deltaX: 5, deltaY: 30 }, null],
  ['a scroll with Shift moves', { shiftKey: true, deltaY: 30 }, { by: 30 }],
])('%s', (_name, part, expected) => {
  expect(wheelAction(turn(part))).toEqual(expected)
})
