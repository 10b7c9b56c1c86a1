// @document
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProblem, type ProblemCode } from '../../calls/problems.ts'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callOf, FakeList, viewOf } from '../../testing/fake-list.ts'
import { createPlayer } from '../create-player.ts'
import { createAutoAdvance } from './create-auto-advance.ts'
import { createQueue } from './create-queue.ts'

const NOT_SUPPORTED = 4

function setUp({ isOn = true, code = 'recording_missing' as ProblemCode | 'offline' } = {}) {
  const audio = new FakeAudio()
  const fetch = async () => {
    if (code === 'offline') throw new TypeError('Failed to fetch')
    return Response.json(createProblem(code, 'req-1', 'why'), { status: 404 })
  }
  const player = createPlayer({ createAudio: () => audio, fetch })
  const list = new FakeList('a b c d e f g')
  const queue = createQueue({ player, pages: list, view: viewOf(list.calls.slice(0, 3)) })
  const unfinished = new Set<string>()
  const advance = createAutoAdvance(player, queue, (id) => unfinished.has(id))
  advance.set(isOn)
  player.play(callOf('a'))
  queue.start()
  const stop = advance.start()
  const playing = () => player.getState().call?.id
  /** The recording sounds to its end. */
  async function end(): Promise<void> {
    audio.sound()
    audio.happen('ended', { paused: true, ended: true })
    await vi.advanceTimersByTimeAsync(0)
  }
  async function fail(): Promise<void> {
    audio.fail(NOT_SUPPORTED)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { audio, player, list, queue, advance, unfinished, playing, end, fail, stop }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

describe('at the end of a recording', () => {
  it('the next one plays', async () => {
    const { end, playing, audio } = setUp()
    await end()
    expect(playing()).toBe('b')
    expect(audio.paused).toBe(false)
    await end()
    expect(playing()).toBe('c')
  })

  it('nothing happens when it is off', async () => {
    const { end, playing } = setUp({ isOn: false })
    await end()
    expect(playing()).toBe('a')
  })

  it('nothing happens where a loop has gone back', async () => {
    const { audio, player, end, playing } = setUp()
    player.subscribe(() => {
      if (player.getState().status === 'ended' && audio.paused) player.toggle()
    })
    await end()
    expect(playing()).toBe('a')
  })

  it('the call stays that is played once more while the next is looked for', async () => {
    const { list, player, end, playing, audio, queue } = setUp()
    list.before = () => {
      player.toggle()
      audio.sound()
    }
    await end()
    expect(playing()).toBe('a')
    expect(queue.getState().status).toBe('idle')
  })
})

describe('a recording that does not play', () => {
  it('is said to have failed, and left after five seconds', async () => {
    const { end, fail, advance, player, playing } = setUp()
    await end()
    await fail()
    expect(player.getState()).toMatchObject({ status: 'failed', call: { id: 'b' } })
    expect(advance.getState().leaves).toBe(true)
    await vi.advanceTimersByTimeAsync(4_900)
    expect(playing()).toBe('b')
    await vi.advanceTimersByTimeAsync(200)
    expect(playing()).toBe('c')
    expect(advance.getState()).toMatchObject({ leaves: false, left: 1 })
  })

  it.each<[string, (parts: ReturnType<typeof setUp>) => void]>([
    ['it is told to stay', ({ advance }) => advance.stay()],
    ['it is switched off', ({ advance }) => advance.set(false)],
    ['it is tried again', ({ player }) => player.retry()],
    ['anything else is done', ({ player }) => player.setMuted(true)],
    ['its page is gone', ({ stop }) => stop()],
  ])('stays when %s', async (_name, act) => {
    const parts = setUp()
    await parts.end()
    await parts.fail()
    act(parts)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(parts.playing()).toBe('b')
  })

  it('stays where it was chosen by hand', async () => {
    const { fail, playing } = setUp()
    await fail()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(playing()).toBe('a')
  })

  it('stays where nothing would play', async () => {
    const { end, fail, playing } = setUp({ code: 'offline' })
    await end()
    await fail()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(playing()).toBe('b')
  })

  it('is the third in a row: it stays', async () => {
    const { end, fail, advance, playing } = setUp()
    await end()
    for (let index = 0; index < 3; index += 1) {
      await fail()
      await vi.advanceTimersByTimeAsync(10_000)
    }
    expect(playing()).toBe('d')
    expect(advance.getState().left).toBe(2)
  })

  it('is forgotten once another is chosen by hand', async () => {
    const { end, fail, advance, player } = setUp()
    await end()
    await fail()
    await vi.advanceTimersByTimeAsync(5_000)
    player.play(callOf('g'))
    expect(advance.getState().left).toBe(0)
  })
})

describe('a call that somebody is in the middle of something with', () => {
  it('stays at its end, and it is said until something else plays', async () => {
    const { end, playing, unfinished, advance, player, queue, audio } = setUp()
    unfinished.add('a')
    await end()
    expect(playing()).toBe('a')
    expect(advance.getState().held).toBe(true)
    unfinished.clear()
    player.setMuted(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(playing()).toBe('a')
    expect(advance.getState().held).toBe(true)
    queue.go(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(playing()).toBe('b')
    expect(advance.getState().held).toBe(false)
    audio.sound()
    await end()
    expect(playing()).toBe('c')
  })

  it('is asked about as it was when the recording ended, not another call', async () => {
    const { end, playing, unfinished, advance } = setUp()
    unfinished.add('b')
    await end()
    expect(playing()).toBe('b')
    expect(advance.getState().held).toBe(false)
  })

  it('stays where its recording does not play, also if that began in the meantime', async () => {
    const { end, fail, playing, unfinished, advance } = setUp()
    await end()
    await fail()
    expect(advance.getState().leaves).toBe(true)
    unfinished.add('b')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(playing()).toBe('b')
    expect(advance.getState()).toMatchObject({ leaves: false, held: true, left: 0 })
  })

  it('stays while the next is still looked for', async () => {
    const { list, end, playing, unfinished, advance } = setUp()
    list.before = () => void unfinished.add('a')
    await end()
    expect(playing()).toBe('a')
    expect(advance.getState().held).toBe(true)
  })

  it('is left by hand all the same', async () => {
    const { playing, unfinished, queue } = setUp()
    unfinished.add('a')
    queue.go(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(playing()).toBe('b')
  })

  it.each<[string, (parts: ReturnType<typeof setUp>) => void]>([
    [
      'it plays once more',
      ({ player, audio }) => {
        player.toggle()
        audio.sound()
      },
    ],
    ['going on by itself is switched off', ({ advance }) => advance.set(false)],
  ])('nothing is said of it once %s', async (_name, act) => {
    const parts = setUp()
    parts.unfinished.add('a')
    await parts.end()
    act(parts)
    expect(parts.advance.getState().held).toBe(false)
  })
})

describe('the choice', () => {
  it('is remembered', () => {
    setUp().advance.set(true)
    const { player, queue } = setUp()
    expect(createAutoAdvance(player, queue).getState().isOn).toBe(true)
  })

  it('is off at first, and lasts as long as the page where storage is forbidden', () => {
    const { player, queue } = setUp()
    localStorage.clear()
    expect(createAutoAdvance(player, queue).getState().isOn).toBe(false)
    vi.stubGlobal('localStorage', undefined)
    const advance = createAutoAdvance(player, queue)
    advance.set(true)
    expect(advance.getState().isOn).toBe(true)
    vi.unstubAllGlobals()
  })
})
