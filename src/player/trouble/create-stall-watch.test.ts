// @document
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callWith } from '../../testing/make-call.ts'
import { createPlayer } from '../create-player.ts'
import { createStallWatch } from './create-stall-watch.ts'

const call = callWith()
let end = () => {}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  end()
  vi.useRealTimers()
})

/** A recording that was asked for, and has not sounded yet. */
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
    asked: () => source.mock.calls.map(([address]) => address),
    trouble: () => watch.getState().trouble,
  }
}

/** The sound came to `second`, and there its data ran out. */
function runOut(audio: FakeAudio, second = 73): void {
  audio.sound()
  audio.happen('timeupdate', { currentTime: second })
  audio.happen('waiting', { readyState: 2 })
}

describe('a source that stops', () => {
  it.each([
    ['before the first sound', () => {}],
    ['in the middle', runOut],
  ])('%s is said to have stopped within 5 s, and asked again', (_when, stop) => {
    const { audio, asked, trouble } = setUp()
    stop(audio)
    vi.advanceTimersByTime(2_999)
    expect(trouble()).toBe('none')
    vi.advanceTimersByTime(1)
    expect(trouble()).toBe('stalled')
    expect(asked()).toHaveLength(1)
    vi.advanceTimersByTime(1_000)
    expect(asked()).toEqual([call.recording, call.recording])
    expect(trouble()).toBe('stalled')
  })

  it('goes on from the same second', () => {
    const { audio, player, trouble } = setUp()
    runOut(audio, 73)
    vi.advanceTimersByTime(4_000)
    expect(audio.currentTime).toBe(73)
    expect(player.getState()).toMatchObject({ status: 'loading', elapsed: 73 })
    audio.sound()
    expect(trouble()).toBe('none')
  })

  it('for good fails after half a minute, and may be tried again', () => {
    const { asked, player, audio } = setUp()
    vi.advanceTimersByTime(27_999)
    expect(player.getState().status).toBe('loading')
    expect(asked()).toHaveLength(3)
    vi.advanceTimersByTime(1)
    expect(player.getState()).toMatchObject({
      status: 'failed',
      failure: { code: 'recording_unreachable' },
    })
    expect(audio.src).toBe('')
    player.retry()
    vi.advanceTimersByTime(4_000)
    expect(asked()).toHaveLength(5)
  })

  it('is given up although what was at hand is loaded again, and sounds for a moment', () => {
    const { audio, player } = setUp()
    for (const second of [73, 73.4, 73.8, 74.2]) {
      runOut(audio, second)
      vi.advanceTimersByTime(17_000)
    }
    expect(player.getState().failure?.code).toBe('recording_unreachable')
  })

  it('once in a while is asked again each time', () => {
    const { audio, player, asked } = setUp()
    for (let second = 10; second < 60; second += 10) {
      runOut(audio, second)
      vi.advanceTimersByTime(4_000)
    }
    expect(player.getState().status).toBe('loading')
    expect(asked()).toHaveLength(6)
  })
})

it('is said, and not acted on, while it is being asked why the recording failed', () => {
  const { audio, asked, trouble } = setUp()
  audio.fail(2)
  vi.advanceTimersByTime(2_999)
  expect(trouble()).toBe('none')
  vi.advanceTimersByTime(16_000)
  expect(trouble()).toBe('stalled')
  expect(asked()).toHaveLength(1)
})

describe('no stall', () => {
  it.each<[string, (parts: ReturnType<typeof setUp>) => void]>([
    ['a recording that is paused', ({ player }) => player.toggle()],
    ['a recording that sounds', ({ audio }) => audio.sound()],
    ['a recording that was closed', ({ player }) => player.close()],
  ])('is %s', (_what, steps) => {
    const parts = setUp()
    steps(parts)
    vi.advanceTimersByTime(60_000)
    expect(parts.trouble()).toBe('none')
    expect(parts.asked()).toHaveLength(1)
  })

  it.each<[string, (audio: FakeAudio, step: number) => void]>([
    ['bytes without a sound', (audio) => audio.happen('progress')],
    ['more at hand', (audio, step) => audio.happen('progress', { ranges: [[0, step]] })],
  ])('is where there is %s every other second', (_what, come) => {
    const { audio, asked, trouble } = setUp()
    for (let step = 1; step < 30; step += 1) {
      vi.advanceTimersByTime(2_000)
      come(audio, step)
    }
    expect(trouble()).toBe('none')
    expect(asked()).toHaveLength(1)
  })

  it('is the sleep of the machine', () => {
    const { asked, trouble } = setUp()
    vi.advanceTimersByTime(1_000)
    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(2_500)
    expect(trouble()).toBe('none')
    vi.advanceTimersByTime(3_500)
    expect(asked()).toHaveLength(2)
  })
})

it('without a network it waits for one, and goes on by itself', () => {
  const { audio, network, asked, trouble } = setUp()
  runOut(audio)
  network.isOnline = false
  vi.advanceTimersByTime(60_000)
  expect(trouble()).toBe('offline')
  expect(asked()).toHaveLength(1)
  network.isOnline = true
  dispatchEvent(new Event('online'))
  expect(asked()).toHaveLength(2)
  expect(audio.currentTime).toBe(73)
})
