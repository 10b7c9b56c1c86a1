import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAnticipation } from './create-anticipation.ts'
import { createPlayer } from './create-player.ts'
import { FakeAudio } from './fake-audio.ts'
import { callWith } from './fake-call.ts'

const one = callWith({ id: 'one', recording: '/api/recordings/one' })
const two = callWith({ id: 'two', recording: '/api/recordings/two' })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const signals: AbortSignal[] = []
  const fetch = vi.fn(async (_url: RequestInfo | URL, init?: RequestInit) => {
    if (init?.signal) signals.push(init.signal)
    return new Response('RIFF', { status: 206 })
  })
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  return { audio, player, fetch, signals, ...createAnticipation(player, fetch) }
}

describe('the first bytes of a recording', () => {
  it('are asked for once a pointer rests on its button, and once', async () => {
    const { near, away, fetch } = setUp()
    near(one)
    await vi.advanceTimersByTimeAsync(40)
    near(one) // it moves on the button
    await vi.advanceTimersByTimeAsync(39)
    expect(fetch).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    const init = { headers: { Range: 'bytes=0-65535' }, priority: 'low' }
    expect(fetch).toHaveBeenCalledExactlyOnceWith(one.recording, expect.objectContaining(init))
    away()
    near(one)
    await vi.runAllTimersAsync()
    expect(fetch).toHaveBeenCalledOnce()
  })

  it('are left where a pointer passes by', async () => {
    const { near, away, fetch } = setUp()
    near(one)
    near(two)
    away()
    await vi.runAllTimersAsync()
    expect(fetch).not.toHaveBeenCalled()
  })

  it('make way for the recording itself', async () => {
    const { near, away, fetch, signals } = setUp()
    fetch.mockImplementationOnce((_url, init) => {
      if (init?.signal) signals.push(init.signal)
      return new Promise(() => {})
    })
    near(one)
    await vi.runAllTimersAsync()
    away()
    expect(signals[0]?.aborted).toBe(true)
  })

  it('are not asked for while another waits for its own, nor of the one that plays', async () => {
    const { near, fetch, player, audio } = setUp()
    player.play(one)
    near(two)
    await vi.runAllTimersAsync()
    audio.sound()
    near(one)
    await vi.runAllTimersAsync()
    expect(fetch).not.toHaveBeenCalled()
  })

  it('are none where a call has no recording', async () => {
    const { near, fetch } = setUp()
    near(callWith({ recording: null }))
    await vi.runAllTimersAsync()
    expect(fetch).not.toHaveBeenCalled()
  })
})
