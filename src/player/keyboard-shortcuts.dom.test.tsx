import { cleanup, renderHook } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { makeCall } from '../testing/make-call.ts'
import { wrapperOf } from '../testing/render-with-player.tsx'
import { createPlayer } from './create-player.ts'
import {
  type Command,
  commandOf,
  isTaken,
  type KeyPress,
  nextSpeed,
  useKeyboardShortcuts,
} from './keyboard-shortcuts.ts'

afterEach(() => {
  cleanup()
  localStorage.clear() // stored preferences
})

function setUp() {
  document.body.innerHTML = '<input>'
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const handlers = { onStep: vi.fn() }
  player.play(makeCall({ recording: '/api/recordings/one', talkSeconds: 100 }))
  audio.sound()
  player.seek(50)
  return {
    audio,
    player,
    ...handlers,
    ...renderHook(() => useKeyboardShortcuts(handlers), { wrapper: wrapperOf(player) }),
  }
}

describe('useKeyboardShortcuts', () => {
  it.each([
    ['l', { elapsed: 60 }],
    ['{Shift>}J{/Shift}', { elapsed: 35 }],
    ['{ArrowLeft}', { elapsed: 45 }],
    ['3', { elapsed: 36 }],
    [']', { speed: 1.25 }],
    ['m', { muted: true }],
    ['k', { status: 'paused' }],
  ])('handles the key %s', async (keys, state) => {
    const { player } = setUp()
    await userEvent.keyboard(keys.replace('[', '[['))
    expect(player.getState()).toMatchObject(state)
  })

  it('mutes the element for later calls too', async () => {
    const { audio, player } = setUp()
    await userEvent.keyboard('m')
    player.play(makeCall({ id: 'next', recording: '/api/recordings/two' }))
    expect(audio.muted).toBe(true)
    expect(player.getState().muted).toBe(true)
  })

  it('plays the next call with N and the one before with P', async () => {
    const { onStep } = setUp()
    await userEvent.keyboard('np')
    expect(onStep.mock.calls).toEqual([[1], [-1]])
  })

  it('ignores keys while the user types', async () => {
    const { player } = setUp()
    document.querySelector('input')?.focus()
    await userEvent.keyboard('3k m')
    expect(player.getState()).toMatchObject({ elapsed: 50, status: 'playing', muted: false })
  })

  it('ignores keys while no call is open', async () => {
    const { player } = setUp()
    player.close()
    const scroll = new KeyboardEvent('keydown', { key: ' ', cancelable: true, bubbles: true })
    document.body.dispatchEvent(scroll)
    await userEvent.keyboard('m]')
    expect(scroll.defaultPrevented).toBe(false)
    expect(player.getState()).toMatchObject({ muted: false, speed: 1 })
  })

  it.each([
    ['l', { elapsed: 70, status: 'playing' }],
    ['k', { elapsed: 50, status: 'paused' }],
    ['m', { muted: true }],
  ])('repeats only a seek while %s is held', (key, state) => {
    const { player } = setUp()
    for (const repeat of [false, true]) {
      const event = new KeyboardEvent('keydown', { key, repeat, bubbles: true, cancelable: true })
      document.body.dispatchEvent(event)
      expect(event.defaultPrevented).toBe(true)
    }
    expect(player.getState()).toMatchObject(state)
  })

  it('stops when the component is unmounted', async () => {
    const { player, unmount } = setUp()
    unmount()
    await userEvent.keyboard('3')
    expect(player.getState().elapsed).toBe(50)
  })
})

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

describe('commandOf', () => {
  it.each<[string, Partial<KeyPress>, Command | null]>([
    [' ', {}, { does: 'toggle' }],
    ['k', {}, { does: 'toggle' }],
    ['K', { shiftKey: true }, { does: 'toggle' }],
    ['j', {}, { does: 'seekBy', seconds: -10 }],
    ['J', { shiftKey: true }, { does: 'seekBy', seconds: -15 }],
    ['l', {}, { does: 'seekBy', seconds: 10 }],
    ['ArrowRight', {}, { does: 'seekBy', seconds: 5 }],
    ['ArrowLeft', {}, { does: 'seekBy', seconds: -5 }],
    ['ArrowRight', { shiftKey: true }, { does: 'seekBy', seconds: 15 }],
    ['n', {}, { does: 'step', by: 1 }],
    ['P', { shiftKey: true }, { does: 'step', by: -1 }],
    ['p', { ctrlKey: true }, null],
    ['m', {}, { does: 'mute' }],
    ['[', {}, { does: 'speed', by: -1 }],
    [']', {}, { does: 'speed', by: 1 }],
    ['0', {}, { does: 'seekTo', share: 0 }],
    ['9', {}, { does: 'seekTo', share: 0.9 }],
    ['?', { shiftKey: true }, null],
    ['[', { altKey: true }, { does: 'speed', by: -1 }],
    [']', { ctrlKey: true, altKey: true }, { does: 'speed', by: 1 }],
    [']', { ctrlKey: true }, null],
    ['[', { metaKey: true }, null],
    ['5', { shiftKey: true }, { does: 'seekTo', share: 0.5 }],
    ['k', { ctrlKey: true }, null],
    ['l', { metaKey: true }, null],
    ['ArrowLeft', { altKey: true }, null],
    ['ArrowUp', {}, null],
    ['x', {}, null],
  ])('returns the command of %j with %j', (key, more, command) => {
    expect(commandOf(press(key, more))).toEqual(command)
  })
})

describe('nextSpeed', () => {
  it.each([
    [1, 1, 1.25],
    [1, -1, 0.75],
    [3, 1, 3],
    [0.5, -1, 0.5],
  ] as const)('changes %f by a step of %i to %f', (speed, by, next) => {
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
  ])('returns for %s with the focus and the key %j: %s', (html, key, taken) => {
    document.body.innerHTML = html
    const target = document.body.querySelector('button, a') ?? document.body.firstElementChild
    expect(isTaken(target, press(key))).toBe(taken)
  })

  it('returns false if nothing has the focus', () => {
    expect(isTaken(null, press(' '))).toBe(false)
  })
})
