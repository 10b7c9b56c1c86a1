import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { makeCall } from '../../testing/make-call.ts'
import { createPlayer } from '../create-player.ts'
import { createStallWatch } from './stall-watch.ts'

const call = makeCall()
let end = () => {}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  end()
  vi.useRealTimers()
})

/** Requests a recording. Its playback has not begun. */
function setUp() {
  const audio = new FakeAudio()
  const source = vi.spyOn(audio, 'src', 'set')
  const fetch = () => new Promise<Response>(() => {})
  const player = createPlayer({ createAudio: () => audio, fetch })
  const network = { isOnline: true }
  const watch = createStallWatch(player, () => network.isOnline)
  end = watch.start()
  player.play(call)
  return {
    audio,
    player,
    network,
    requests: () => source.mock.calls.map(([address]) => address),
    problem: () => watch.getState().problem,
  }
}

/** Plays up to `second`, where the buffer is empty. */
function runOut(audio: FakeAudio, second = 73): void {
  audio.sound()
  audio.happen('timeupdate', { currentTime: second })
  audio.happen('waiting', { readyState: 2 })
}

describe('a source that stops sending', () => {
  it.each([
    ['before playback begins', () => {}],
    ['in the middle', runOut],
  ])('shows a notice after 3 s and is requested again after 4 s: %s', (_when, stop) => {
    const { audio, requests, problem } = setUp()
    stop(audio)
    vi.advanceTimersByTime(2_999)
    expect(problem()).toBe('none')
    vi.advanceTimersByTime(1)
    expect(problem()).toBe('stalled')
    expect(requests()).toHaveLength(1)
    vi.advanceTimersByTime(1_000)
    expect(requests()).toEqual([call.recording, call.recording])
    expect(problem()).toBe('stalled')
  })

  it('continues from the same second', () => {
    const { audio, player, problem } = setUp()
    runOut(audio, 73)
    vi.advanceTimersByTime(4_000)
    expect(audio.currentTime).toBe(73)
    expect(player.getState()).toMatchObject({ status: 'loading', elapsed: 73 })
    audio.sound()
    expect(problem()).toBe('none')
  })

  it('fails after 28 s and can be retried', () => {
    const { requests, player, audio } = setUp()
    vi.advanceTimersByTime(27_999)
    expect(player.getState().status).toBe('loading')
    expect(requests()).toHaveLength(3)
    vi.advanceTimersByTime(1)
    expect(player.getState()).toMatchObject({
      status: 'failed',
      failure: { code: 'recording_unreachable' },
    })
    expect(audio.src).toBe('')
    player.retry()
    vi.advanceTimersByTime(4_000)
    expect(requests()).toHaveLength(5)
  })

  it('fails even if each retry plays a short buffer', () => {
    const { audio, player } = setUp()
    for (const second of [73, 73.4, 73.8, 74.2]) {
      runOut(audio, second)
      vi.advanceTimersByTime(17_000)
    }
    expect(player.getState().failure?.code).toBe('recording_unreachable')
  })

  it('is requested again each time it stops at another position', () => {
    const { audio, player, requests } = setUp()
    for (let second = 10; second < 60; second += 10) {
      runOut(audio, second)
      vi.advanceTimersByTime(4_000)
    }
    expect(player.getState().status).toBe('loading')
    expect(requests()).toHaveLength(6)
  })
})

it('shows a notice but requests nothing while the player diagnoses a failure', () => {
  const { audio, requests, problem } = setUp()
  audio.fail(2)
  vi.advanceTimersByTime(2_999)
  expect(problem()).toBe('none')
  vi.advanceTimersByTime(16_000)
  expect(problem()).toBe('stalled')
  expect(requests()).toHaveLength(1)
})

describe('the watch stays silent', () => {
  it.each<[string, (parts: ReturnType<typeof setUp>) => void]>([
    ['a recording that is paused', ({ player }) => player.toggle()],
    ['a recording that plays', ({ audio }) => audio.sound()],
    ['a recording that was closed', ({ player }) => player.close()],
  ])('for %s', (_what, steps) => {
    const parts = setUp()
    steps(parts)
    vi.advanceTimersByTime(60_000)
    expect(parts.problem()).toBe('none')
    expect(parts.requests()).toHaveLength(1)
  })

  it.each<[string, (audio: FakeAudio, step: number) => void]>([
    ['a progress event', (audio) => audio.happen('progress')],
    ['a longer buffer', (audio, step) => audio.happen('progress', { ranges: [[0, step]] })],
  ])('while there is %s every two seconds', (_what, come) => {
    const { audio, requests, problem } = setUp()
    for (let step = 1; step < 30; step += 1) {
      vi.advanceTimersByTime(2_000)
      come(audio, step)
    }
    expect(problem()).toBe('none')
    expect(requests()).toHaveLength(1)
  })

  it('when the machine wakes from sleep', () => {
    const { requests, problem } = setUp()
    vi.advanceTimersByTime(1_000)
    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(2_500)
    expect(problem()).toBe('none')
    vi.advanceTimersByTime(3_500)
    expect(requests()).toHaveLength(2)
  })
})

it('waits while offline and continues by itself', () => {
  const { audio, network, requests, problem } = setUp()
  runOut(audio)
  network.isOnline = false
  vi.advanceTimersByTime(60_000)
  expect(problem()).toBe('offline')
  expect(requests()).toHaveLength(1)
  network.isOnline = true
  dispatchEvent(new Event('online'))
  expect(requests()).toHaveLength(2)
  expect(audio.currentTime).toBe(73)
})
