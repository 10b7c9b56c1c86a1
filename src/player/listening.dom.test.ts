import { beforeEach, describe, expect, it, test, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { createPlayer } from './create-player.ts'
import { createListening, parsePreferences } from './listening.ts'

const KEY = 'callboard.listening'

beforeEach(() => localStorage.clear())

function openPage() {
  const player = createPlayer({ createAudio: () => new FakeAudio() })
  return { player, ...createListening(player) }
}

test('the preferences are restored after a reload', () => {
  const before = openPage()
  before.player.setSpeed(1.5)
  before.player.setVolume(0.4)
  before.player.setMuted(true)
  before.skipSilence.setOn(true)
  before.channels.select('right')

  const after = openPage()
  expect(after.player.getState()).toMatchObject({ speed: 1.5, volume: 0.4, muted: false })
  expect(after.skipSilence.getState().isOn).toBe(true)
  expect(after.channels.getState().selected).toBe('right')
})

test('the controls work without storage', () => {
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

test('nothing is written while no preference changes', () => {
  const { player } = openPage()
  player.setSpeed(2)
  const setItem = vi.spyOn(Storage.prototype, 'setItem')
  player.setMuted(true)
  expect(setItem).not.toHaveBeenCalled()
  expect(localStorage.getItem(KEY)).toContain('"speed":2')
})

describe('stored preferences', () => {
  it.each([
    [null, {}],
    ['', {}],
    ['{', {}],
    ['null', {}],
    ['[1]', {}],
    ['"fast"', {}],
    ['{"speed":2,"volume":0,"skips":true}', { speed: 2, volume: 0, skips: true }],
    ['{"side":"left"}', { side: 'left' }],
    ['{"speed":9,"volume":1.5,"skips":1,"side":"up"}', {}],
    ['{"speed":"2","volume":null}', {}],
  ])('%s are parsed as %j', (text, kept) => {
    expect(parsePreferences(text)).toEqual(kept)
  })
})
