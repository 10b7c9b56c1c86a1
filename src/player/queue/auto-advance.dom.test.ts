import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProblemCode } from '../../calls/problems.ts'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callOf, FakeList, viewOf } from '../../testing/fake-list.ts'
import { problemResponse } from '../../testing/scripted-fetch.ts'
import { createPlayer } from '../create-player.ts'
import { createAutoAdvance } from './auto-advance.ts'
import { createQueue } from './create-queue.ts'

const NOT_SUPPORTED = 4

function setUp({ isOn = true, code = 'recording_missing' as ProblemCode | 'offline' } = {}) {
  const audio = new FakeAudio()
  const fetch = async () => {
    if (code === 'offline') throw new TypeError('Failed to fetch')
    return problemResponse(code)
  }
  const player = createPlayer({ createAudio: () => audio, fetch })
  const list = new FakeList('a b c d e f g')
  const queue = createQueue({ player, pages: list, view: viewOf(list.calls.slice(0, 3)) })
  const editing = new Set<string>()
  const advance = createAutoAdvance(player, queue, (id) => editing.has(id))
  advance.set(isOn)
  player.play(callOf('a'))
  queue.start()
  const stop = advance.start()
  const playing = () => player.getState().call?.id
  /** Plays the recording to its end. */
  async function end(): Promise<void> {
    audio.sound()
    audio.happen('ended', { paused: true, ended: true })
    await vi.advanceTimersByTimeAsync(0)
  }
  async function fail(): Promise<void> {
    audio.fail(NOT_SUPPORTED)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { audio, player, list, queue, advance, editing, playing, end, fail, stop }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

describe('at the end of a recording', () => {
  it('plays the next recorded call', async () => {
    const { end, playing, audio } = setUp()
    await end()
    expect(playing()).toBe('b')
    expect(audio.paused).toBe(false)
    await end()
    expect(playing()).toBe('c')
  })

  it('plays nothing while auto-advance is off', async () => {
    const { end, playing } = setUp({ isOn: false })
    await end()
    expect(playing()).toBe('a')
  })

  it('plays nothing if a loop has sought back', async () => {
    const { audio, player, end, playing } = setUp()
    player.subscribe(() => {
      if (player.getState().status === 'ended' && audio.paused) player.toggle()
    })
    await end()
    expect(playing()).toBe('a')
  })

  it('stays at a call that plays again during the search', async () => {
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
  it('shows its failure and is skipped after five seconds', async () => {
    const { end, fail, advance, player, playing } = setUp()
    await end()
    await fail()
    expect(player.getState()).toMatchObject({ status: 'failed', call: { id: 'b' } })
    expect(advance.getState().willSkip).toBe(true)
    await vi.advanceTimersByTimeAsync(4_900)
    expect(playing()).toBe('b')
    await vi.advanceTimersByTimeAsync(200)
    expect(playing()).toBe('c')
    expect(advance.getState()).toMatchObject({ willSkip: false, skippedCount: 1 })
  })

  it.each<[string, (parts: ReturnType<typeof setUp>) => void]>([
    ['the user lets it stay', ({ advance }) => advance.stay()],
    ['it is switched off', ({ advance }) => advance.set(false)],
    ['it is tried again', ({ player }) => player.retry()],
    ['anything else is done', ({ player }) => player.setMuted(true)],
    ['the page closes', ({ stop }) => stop()],
  ])('stays if %s', async (_name, act) => {
    const parts = setUp()
    await parts.end()
    await parts.fail()
    act(parts)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(parts.playing()).toBe('b')
  })

  it('stays if the user has chosen it', async () => {
    const { fail, playing } = setUp()
    await fail()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(playing()).toBe('a')
  })

  it('stays if the network is down', async () => {
    const { end, fail, playing } = setUp({ code: 'offline' })
    await end()
    await fail()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(playing()).toBe('b')
  })

  it('stays after two skipped recordings in a row', async () => {
    const { end, fail, advance, playing } = setUp()
    await end()
    for (let index = 0; index < 3; index += 1) {
      await fail()
      await vi.advanceTimersByTimeAsync(10_000)
    }
    expect(playing()).toBe('d')
    expect(advance.getState().skippedCount).toBe(2)
  })

  it('resets the number of skipped recordings when the user chooses a call', async () => {
    const { end, fail, advance, player } = setUp()
    await end()
    await fail()
    await vi.advanceTimersByTimeAsync(5_000)
    player.play(callOf('g'))
    expect(advance.getState().skippedCount).toBe(0)
  })
})

describe('a call with a note that is being edited', () => {
  it('stays at its end with a notice until another call plays', async () => {
    const { end, playing, editing, advance, player, queue, audio } = setUp()
    editing.add('a')
    await end()
    expect(playing()).toBe('a')
    expect(advance.getState().isHeld).toBe(true)
    editing.clear()
    player.setMuted(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(playing()).toBe('a')
    expect(advance.getState().isHeld).toBe(true)
    queue.go(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(playing()).toBe('b')
    expect(advance.getState().isHeld).toBe(false)
    audio.sound()
    await end()
    expect(playing()).toBe('c')
  })

  it('does not stay because of a note on another call', async () => {
    const { end, playing, editing, advance } = setUp()
    editing.add('b')
    await end()
    expect(playing()).toBe('b')
    expect(advance.getState().isHeld).toBe(false)
  })

  it('stays if its recording fails, even if the edit began after the failure', async () => {
    const { end, fail, playing, editing, advance } = setUp()
    await end()
    await fail()
    expect(advance.getState().willSkip).toBe(true)
    editing.add('b')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(playing()).toBe('b')
    expect(advance.getState()).toMatchObject({ willSkip: false, isHeld: true, skippedCount: 0 })
  })

  it('stays if the edit begins during the search', async () => {
    const { list, end, playing, editing, advance } = setUp()
    list.before = () => void editing.add('a')
    await end()
    expect(playing()).toBe('a')
    expect(advance.getState().isHeld).toBe(true)
  })

  it('does not hold back the user', async () => {
    const { playing, editing, queue } = setUp()
    editing.add('a')
    queue.go(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(playing()).toBe('b')
  })

  it.each(['it plays again', 'auto-advance is switched off'])(
    'shows no notice once %s',
    async (name) => {
      const { editing, end, advance, player, audio } = setUp()
      editing.add('a')
      await end()
      if (name === 'it plays again') {
        player.toggle()
        audio.sound()
      } else advance.set(false)
      expect(advance.getState().isHeld).toBe(false)
    },
  )
})

describe('the setting', () => {
  it('is stored', () => {
    setUp().advance.set(true)
    const { player, queue } = setUp()
    expect(createAutoAdvance(player, queue).getState().isOn).toBe(true)
  })

  it('is off by default and works without storage', () => {
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
