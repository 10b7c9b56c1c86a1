import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, test, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { makeCall } from '../testing/make-call.ts'
import { wrapperOf } from '../testing/render-with-player.tsx'
import { createPlayer } from './create-player.ts'
import { useMediaSession } from './use-media-session.ts'

const handlers = new Map<string, MediaSessionActionHandler>()
const session = {
  metadata: null as { title: string; artist: string } | null,
  playbackState: 'none',
  setActionHandler(action: string, handler: MediaSessionActionHandler | null) {
    if (handler) handlers.set(action, handler)
    else handlers.delete(action)
  },
}

beforeEach(() => {
  vi.stubGlobal(
    'MediaMetadata',
    class {
      constructor(init: MediaMetadataInit) {
        Object.assign(this, init)
      }
    },
  )
  Object.defineProperty(navigator, 'mediaSession', { value: session, configurable: true })
})
afterEach(cleanup)

function setUp() {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const callbacks = { onStep: vi.fn(), onClose: vi.fn() }
  renderHook(() => useMediaSession(callbacks), { wrapper: wrapperOf(player) })
  const press = (action: MediaSessionAction, details = {}) =>
    act(() => handlers.get(action)?.({ action, ...details }))
  function begin(): void {
    act(() => player.play(makeCall({ agent: 'Li Na' })))
    act(() => audio.sound(120))
  }
  return { audio, player, press, begin, ...callbacks }
}

it('shows the playing call from the first call until the player is closed', () => {
  const { player, begin } = setUp()
  expect(session).toMatchObject({ metadata: null, playbackState: 'none' })
  begin()
  expect(session).toMatchObject({ metadata: { artist: 'Li Na' }, playbackState: 'playing' })
  act(() => player.toggle())
  expect(session.playbackState).toBe('paused')
  act(() => player.close())
  expect(session).toMatchObject({ metadata: null, playbackState: 'none' })
  expect(handlers.size).toBe(0)
})

test.each<[pressed: MediaSessionAction[], paused: boolean]>([
  [['pause'], true],
  [['pause', 'pause'], true],
  [['pause', 'play'], false],
  [['play'], false],
])('after %j the player is paused: %s', (pressed, paused) => {
  const { audio, press, begin } = setUp()
  begin()
  for (const action of pressed) press(action)
  expect(audio.paused).toBe(paused)
})

test.each<[action: MediaSessionAction, details: object, to: number]>([
  ['seekbackward', {}, 55],
  ['seekforward', { seekOffset: 10 }, 70],
  ['seekto', { seekTime: 7 }, 7],
])('%s with %j seeks to %d', (action, details, to) => {
  const { audio, player, press, begin } = setUp()
  begin()
  act(() => player.seek(60))
  press(action, details)
  expect(audio.currentTime).toBe(to)
})

it('handles the media keys for next, previous and stop', () => {
  const { press, begin, onStep, onClose } = setUp()
  begin()
  press('nexttrack')
  press('previoustrack')
  press('stop')
  expect(onStep.mock.calls).toEqual([[1], [-1]])
  expect(onClose).toHaveBeenCalledOnce()
})
