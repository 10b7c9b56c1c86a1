// @document
import { cleanup, renderHook } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { callWith } from '../testing/make-call.ts'
import { createPlayer } from './create-player.ts'
import { useHands } from './use-hands.ts'

afterEach(cleanup)

function setUp() {
  document.body.innerHTML = '<input>'
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const beyond = { onHelp: vi.fn(), onStep: vi.fn() }
  player.play(callWith({ recording: '/api/recordings/one', talkSeconds: 100 }))
  audio.sound()
  player.seek(50)
  return { audio, player, ...beyond, ...renderHook(() => useHands(player, beyond)) }
}

describe('keys anywhere on the page', () => {
  it.each([
    ['l', { elapsed: 55 }],
    ['{Shift>}J{/Shift}', { elapsed: 35 }],
    ['{ArrowLeft}', { elapsed: 45 }],
    ['3', { elapsed: 36 }],
    [']', { speed: 1.25 }],
    ['m', { muted: true }],
    ['k', { status: 'paused' }],
  ])('%s', async (keys, state) => {
    const { player } = setUp()
    await userEvent.keyboard(keys.replace('[', '[['))
    expect(player.getState()).toMatchObject(state)
  })

  it('silence the element, and the next call too', async () => {
    const { audio, player } = setUp()
    await userEvent.keyboard('m')
    player.play(callWith({ id: 'next', recording: '/api/recordings/two' }))
    expect(audio.muted).toBe(true)
    expect(player.getState().muted).toBe(true)
  })

  it('ask for the list with ?', async () => {
    const { onHelp } = setUp()
    await userEvent.keyboard('?')
    expect(onHelp).toHaveBeenCalledOnce()
  })

  it('ask for the next call with N, and for the one before with P', async () => {
    const { onStep } = setUp()
    await userEvent.keyboard('np')
    expect(onStep.mock.calls).toEqual([[1], [-1]])
  })

  it('do nothing while somebody types', async () => {
    const { player } = setUp()
    document.querySelector('input')?.focus()
    await userEvent.keyboard('3k m')
    expect(player.getState()).toMatchObject({ elapsed: 50, status: 'playing', muted: false })
  })

  it('are nobody’s before a call is open, and once it is closed', async () => {
    const { player } = setUp()
    player.close()
    const scroll = new KeyboardEvent('keydown', { key: ' ', cancelable: true, bubbles: true })
    document.body.dispatchEvent(scroll)
    await userEvent.keyboard('m]')
    expect(scroll.defaultPrevented).toBe(false)
    expect(player.getState()).toMatchObject({ muted: false, speed: 1 })
  })

  it.each([
    ['l', { elapsed: 60, status: 'playing' }],
    ['k', { elapsed: 50, status: 'paused' }],
    ['m', { muted: true }],
  ])('held repeat only what moves the sound: %s', (key, state) => {
    const { player } = setUp()
    for (const repeat of [false, true]) {
      const event = new KeyboardEvent('keydown', { key, repeat, bubbles: true, cancelable: true })
      document.body.dispatchEvent(event)
      expect(event.defaultPrevented).toBe(true)
    }
    expect(player.getState()).toMatchObject(state)
  })

  it('let go when the player is gone', async () => {
    const { player, unmount } = setUp()
    unmount()
    await userEvent.keyboard('3')
    expect(player.getState().elapsed).toBe(50)
  })
})
