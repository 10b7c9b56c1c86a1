import { expect, it, vi } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { makeCall } from '../../testing/make-call.ts'
import { createChannels } from '../channels.ts'
import { createPlayer } from '../create-player.ts'
import { createSkipSilence } from '../skip-silence.ts'
import type { Analysis } from './analysis.ts'
import { createPlayedAnalysis, type openAnalysis, UNKNOWN_ANALYSIS } from './open-analysis.ts'

const one = makeCall({ id: 'one', recording: '/api/recordings/one' })
const SOUND: Analysis = {
  peaks: { secondsPerBin: 0.02, channels: [Uint8Array.of(1)] },
  silences: [],
}

function setUp() {
  const player = createPlayer({ createAudio: () => new FakeAudio() })
  const receivers = { channels: createChannels(player), skipSilence: createSkipSilence(player) }
  const close = vi.fn()
  const open = vi.fn<typeof openAnalysis>(() => ({ close }))
  const begin = () => createPlayedAnalysis(player, receivers, open)
  /** The opened analyses, in order. */
  const opened = () => open.mock.calls.map(([{ id, url }]) => `${id} ${url}`)
  const learn = () => open.mock.lastCall?.[0].onChange({ ...UNKNOWN_ANALYSIS, analysis: SOUND })
  return { player, begin, opened, close, learn }
}

it('opens an analysis with each call and closes it with the call', () => {
  const { player, begin, opened, close, learn } = setUp()
  const analysis = begin()
  expect(opened()).toEqual([])
  player.play(one)
  player.setSpeed(2)
  learn()
  expect(analysis.getState().analysis).toBe(SOUND)
  player.play(makeCall({ id: 'two', recording: '/api/recordings/two' }))
  expect(close).toHaveBeenCalledOnce()
  expect(analysis.getState()).toEqual(UNKNOWN_ANALYSIS)
  player.close()
  expect(close).toHaveBeenCalledTimes(2)
  expect(opened()).toEqual(['one /api/recordings/one', 'two /api/recordings/two'])
})

it('opens an analysis at once for a call that plays already', () => {
  const { player, begin, opened } = setUp()
  player.play(one)
  begin()
  expect(opened()).toEqual(['one /api/recordings/one'])
})

it('opens an analysis again for a new address', () => {
  const { player, begin, opened } = setUp()
  begin()
  player.play(one)
  player.replaceSource({ call: { ...one, recording: '/api/recordings/new' }, address: 'blob:' })
  expect(opened()).toEqual(['one /api/recordings/one', 'one /api/recordings/new'])
})
