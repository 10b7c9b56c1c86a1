// @document
import { describe, expect, it } from 'vitest'
import { type Hand, handOf, isTaken, nextSpeed, type Press, sliderHandOf } from './hands.ts'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

describe('handOf', () => {
  it.each<[string, Partial<Press>, Hand | null]>([
    [' ', {}, { does: 'toggle' }],
    ['k', {}, { does: 'toggle' }],
    ['K', { shiftKey: true }, { does: 'toggle' }],
    ['j', {}, { does: 'move', by: -5 }],
    ['J', { shiftKey: true }, { does: 'move', by: -15 }],
    ['l', {}, { does: 'move', by: 5 }],
    ['ArrowLeft', {}, { does: 'move', by: -5 }],
    ['ArrowRight', { shiftKey: true }, { does: 'move', by: 15 }],
    ['n', {}, { does: 'step', by: 1 }],
    ['P', { shiftKey: true }, { does: 'step', by: -1 }],
    ['p', { ctrlKey: true }, null],
    ['m', {}, { does: 'mute' }],
    ['[', {}, { does: 'speed', by: -1 }],
    [']', {}, { does: 'speed', by: 1 }],
    ['0', {}, { does: 'jump', to: 0 }],
    ['9', {}, { does: 'jump', to: 0.9 }],
    ['?', { shiftKey: true }, { does: 'help' }],
    ['[', { altKey: true }, { does: 'speed', by: -1 }],
    [']', { ctrlKey: true, altKey: true }, { does: 'speed', by: 1 }],
    [']', { ctrlKey: true }, null],
    ['[', { metaKey: true }, null],
    ['5', { shiftKey: true }, { does: 'jump', to: 0.5 }],
    ['k', { ctrlKey: true }, null],
    ['l', { metaKey: true }, null],
    ['ArrowLeft', { altKey: true }, null],
    ['ArrowUp', {}, null],
    ['x', {}, null],
  ])('%j with %j', (key, more, hand) => {
    expect(handOf(press(key, more))).toEqual(hand)
  })
})

describe('sliderHandOf', () => {
  it.each<[string, Partial<Press>, Hand | null]>([
    ['ArrowRight', {}, { does: 'move', by: 5 }],
    ['ArrowUp', {}, { does: 'move', by: 5 }],
    ['ArrowLeft', {}, { does: 'move', by: -5 }],
    ['ArrowDown', { shiftKey: true }, { does: 'move', by: -15 }],
    ['PageUp', {}, { does: 'move', by: 15 }],
    ['PageDown', {}, { does: 'move', by: -15 }],
    ['Home', {}, { does: 'jump', to: 0 }],
    ['End', {}, { does: 'jump', to: 1 }],
    ['ArrowLeft', { altKey: true }, null],
    ['k', {}, null],
  ])('%j with %j', (key, more, hand) => {
    expect(sliderHandOf(press(key, more))).toEqual(hand)
  })
})

describe('nextSpeed', () => {
  it.each([
    [1, 1, 1.25],
    [1, -1, 0.75],
    [3, 1, 3],
    [0.5, -1, 0.5],
  ] as const)('%f by %i is %f', (speed, by, next) => {
    expect(nextSpeed(speed, by)).toBe(next)
  })
})

describe('isTaken', () => {
  it.each([
    ['<input>', 'k', true],
    ['<textarea></textarea>', '0', true],
    ['<select></select>', 'm', true],
    ['<div role="dialog"><button></button></div>', 'k', true],
    ['<button></button>', ' ', true],
    ['<button></button>', 'k', false],
    ['<a href="#"></a>', ' ', true],
    ['<input type="range">', 'ArrowLeft', true],
    ['<input type="range">', 'k', false],
    ['<input type="checkbox">', ' ', true],
    ['<input type="checkbox">', 'k', false],
    ['<input type="radio">', 'ArrowLeft', true],
    ['<p></p>', ' ', false],
  ])('%s takes %j: %s', (html, key, taken) => {
    document.body.innerHTML = html
    const target = document.body.querySelector('button, a') ?? document.body.firstElementChild
    expect(isTaken(target, press(key))).toBe(taken)
  })

  it('is no one’s where nothing has the focus', () => {
    expect(isTaken(null, press(' '))).toBe(false)
  })
})
