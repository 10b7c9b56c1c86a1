// @document
import { beforeEach, describe, expect, it, test, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { createListening } from './create-listening.ts'
import { createPlayer } from './create-player.ts'
import { parsePreferences } from './remember-preferences.ts'

const KEY = 'callboard.listening'

beforeEach(() => localStorage.clear())

function openPage() {
  const player = createPlayer({ createAudio: () => new FakeAudio() })
  return { player, ...createListening(player) }
}

test('how somebody likes to listen is there again after a reload', () => {
  const before = openPage()
  before.player.setSpeed(1.5)
  before.player.setVolume(0.4)
  before.player.setMuted(true)
  before.silence.setSkips(true)
  before.sides.setSide('right')

  const after = openPage()
  expect(after.player.getState()).toMatchObject({ speed: 1.5, volume: 0.4, muted: false })
  expect(after.silence.getState().skips).toBe(true)
  expect(after.sides.getState().side).toBe('right')
})

test('a computer that keeps nothing is listened on all the same', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('no', 'SecurityError')
  })
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const { player } = openPage()
  player.setSpeed(2)
  expect(player.getState().speed).toBe(2)
})

test('nothing is written while nothing is changed', () => {
  const { player } = openPage()
  player.setSpeed(2)
  const setItem = vi.spyOn(Storage.prototype, 'setItem')
  player.setMuted(true)
  expect(setItem).not.toHaveBeenCalled()
  expect(localStorage.getItem(KEY)).toContain('"speed":2')
})

describe('what is kept', () => {
  it.each([
    [null, {}],
    ['', {}],
    ['{', {}],
    ['null', {}],
    ['[1]', {}],
    ['"fast"', {}],
    [
      '{"speed":2,"volume":0,"skips":true,"side":"left"}',
      { speed: 2, volume: 0, skips: true, side: 'left' },
    ],
    ['{"speed":9,"volume":1.5,"skips":1,"side":"up"}', {}],
    ['{"speed":"2","volume":null}', {}],
  ])('of %s is %j', (text, kept) => {
    expect(parsePreferences(text)).toEqual(kept)
  })
})
