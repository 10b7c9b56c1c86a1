import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RequestFailure, signedOut } from '../../api/client.ts'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { makeCall } from '../../testing/make-call.ts'
import { problemResponse } from '../../testing/scripted-fetch.ts'
import { createPlayer } from '../create-player.ts'
import { startAutoRetry } from './auto-retry.ts'

const NOW = Date.parse('2025-03-04T14:05:30+08:00')
const call = makeCall({ endedAt: '2025-03-04T14:05:29+08:00' })
let end = () => {}

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => {
  end()
  signedOut.setState(null)
  vi.useRealTimers()
})

const there = () => new Response('R', { status: 206 })
const missing = () => problemResponse('recording_missing')

/** A call whose recording fails with `answers` in turn; the last one repeats. */
async function setUp(...answers: (() => Response)[]) {
  const audio = new FakeAudio()
  const fetch = vi.fn(async () => ((answers.length > 1 ? answers.shift() : answers[0]) ?? there)())
  const player = createPlayer({ createAudio: () => audio, fetch })
  end = startAutoRetry(player, fetch)
  player.play(call)
  audio.fail(4)
  await vi.advanceTimersByTimeAsync(0)
  return { audio, player, fetch }
}

describe('a recording that is still being written', () => {
  it('is checked silently every 15 seconds and plays once it exists', async () => {
    const { player, fetch } = await setUp(missing, missing, missing, there)
    const changed = vi.fn()
    player.subscribe(changed)
    expect(player.getState().failure?.code).toBe('recording_pending')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(fetch).toHaveBeenCalledTimes(3)
    expect(changed).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(15_000)
    expect(player.getState()).toMatchObject({ status: 'loading', failure: null })
  })

  it('is missing if it does not appear within ten minutes', async () => {
    const { player, fetch } = await setUp(missing)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(player.getState().failure?.code).toBe('recording_missing')
    fetch.mockClear()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(fetch).not.toHaveBeenCalled()
  })

  it('shows another failure if a check finds one', async () => {
    const { player } = await setUp(missing, () => problemResponse('recording_forbidden_host'))
    await vi.advanceTimersByTimeAsync(15_000)
    expect(player.getState().failure?.code).toBe('recording_forbidden_host')
  })

  it.each<[string, (parts: Awaited<ReturnType<typeof setUp>>) => void]>([
    ['the player is closed', ({ player }) => player.close()],
    ['another call is chosen', ({ player }) => player.play(makeCall({ id: 'other' }))],
    ['the user retries', ({ player }) => player.retry()],
  ])('is not checked any more once %s', async (_what, act) => {
    const parts = await setUp(missing)
    parts.fetch.mockClear()
    act(parts)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(parts.fetch).not.toHaveBeenCalled()
  })
})

describe('while offline', () => {
  const offline = () => {
    throw new TypeError('Failed to fetch')
  }

  it('continues by itself when the network returns', async () => {
    const { player } = await setUp(offline)
    expect(player.getState().failure?.code).toBe('offline')
    dispatchEvent(new Event('online'))
    expect(player.getState().status).toBe('loading')
  })

  it('checks for the network at growing intervals', async () => {
    const { player, fetch } = await setUp(offline, offline, offline, there)
    fetch.mockClear()
    for (const seconds of [15, 30, 60]) {
      await vi.advanceTimersByTimeAsync(seconds * 1000 - 1)
      expect(player.getState().failure?.code).toBe('offline')
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(fetch).toHaveBeenCalledTimes(3)
    expect(player.getState().status).toBe('loading')
  })

  it('keeps a recording paused that was only cued', async () => {
    const { player, audio } = await setUp(offline)
    player.cue(call, 30)
    audio.fail(2)
    await vi.advanceTimersByTimeAsync(0)
    dispatchEvent(new Event('online'))
    expect(player.getState()).toMatchObject({ status: 'paused', elapsed: 30 })
  })

  it('does not retry other failures', async () => {
    const { player } = await setUp(there)
    player.fail(new RequestFailure('recording_unreachable'))
    dispatchEvent(new Event('online'))
    expect(player.getState().status).toBe('failed')
  })
})

describe('while nobody is signed in', () => {
  const refused = () => problemResponse('signed_out')

  it('a recording that plays waits', async () => {
    const { player, audio } = await setUp(there)
    player.retry()
    const pause = vi.spyOn(audio, 'pause')
    signedOut.setState('password')
    expect(pause).toHaveBeenCalledOnce()
    const play = vi.spyOn(audio, 'play')
    signedOut.setState(null)
    expect(play).toHaveBeenCalledOnce()
  })

  it('a recording that was paused stays paused', async () => {
    const { player, audio } = await setUp(there)
    player.cue(call, 30)
    const play = vi.spyOn(audio, 'play')
    signedOut.setState('password')
    signedOut.setState(null)
    expect(play).not.toHaveBeenCalled()
    expect(player.getState()).toMatchObject({ status: 'paused', elapsed: 30 })
  })

  it('a recording that was refused plays again afterwards', async () => {
    const { player } = await setUp(refused)
    signedOut.setState('password')
    player.fail(new RequestFailure('signed_out'))
    signedOut.setState(null)
    expect(player.getState()).toMatchObject({ status: 'loading', failure: null })
  })
})
