import { describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { makeCall } from '../testing/make-call.ts'
import { problemResponse } from '../testing/scripted-fetch.ts'
import { createPlayer, type Recover } from './create-player.ts'

const [NETWORK, DECODE, NOT_SUPPORTED] = [2, 3, 4]
const BYTE = new Uint8Array(1)
const call = makeCall({ recording: '/api/recordings/abc' })

/** A body whose connection breaks before its first byte. */
function cutOff(): ReadableStream {
  return new ReadableStream({ pull: (source) => source.error(new TypeError('network error')) })
}

function setUp(fetch: typeof globalThis.fetch) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio, fetch })
  player.play(call)
  return { audio, player }
}

async function failureOf(code: number, fetch: typeof globalThis.fetch) {
  const { audio, player } = setUp(fetch)
  audio.fail(code)
  await vi.waitUntil(() => player.getState().status === 'failed')
  return player.getState().failure
}

describe('while a failure is diagnosed', () => {
  /** A cued recording fails. Its recovery ends when `recover` is called. */
  function setUpRecovery() {
    const audio = new FakeAudio()
    let recover = () => {}
    const player = createPlayer({
      createAudio: () => audio,
      fetch: async () => new Response('R'),
      loadRecovery: async () => (failed) =>
        new Promise((resolve) => {
          recover = () => resolve({ call: failed.call, address: '/decoded/abc' })
        }),
    })
    player.cue(call, 4)
    audio.fail(NOT_SUPPORTED)
    return { audio, player, recover: () => recover() }
  }

  it.each<[presses: number, paused: boolean]>([
    [0, true],
    [1, false],
    [2, true],
  ])(
    'keeps the intent of %i presses of play for the recovered recording',
    async (presses, paused) => {
      const { audio, player, recover } = setUpRecovery()
      for (let press = 0; press < presses; press += 1) player.toggle()
      expect(player.getState().status).toBe(paused ? 'paused' : 'loading')
      await vi.waitUntil(() => {
        recover()
        return audio.src === '/decoded/abc'
      })
      expect(audio).toMatchObject({ currentTime: 4, paused })
    },
  )

  it('keeps the intent of the play button in the row', async () => {
    const { player } = setUpRecovery()
    player.play(call)
    expect(player.getState().status).toBe('loading')
  })
})

describe('a recording that does not play', () => {
  it.each([
    ['recording_unplayable', NOT_SUPPORTED, async () => new Response('R', { status: 206 })],
    ['recording_unplayable', DECODE, async () => new Response('RIFF')],
    ['recording_unreachable', NETWORK, async () => new Response('R', { status: 206 })],
    ['recording_empty', NOT_SUPPORTED, async () => new Response(null, { status: 416 })],
    ['recording_empty', NOT_SUPPORTED, async () => new Response(new Uint8Array())],
    ['recording_unreachable', NOT_SUPPORTED, async () => new Response(cutOff())],
    ['bad_answer', NOT_SUPPORTED, async () => new Response('<html>', { status: 502 })],
    ['offline', NETWORK, async () => Promise.reject(new TypeError('Failed to fetch'))],
  ] as const)('has the code %s after media error %i', async (code, mediaError, fetch) => {
    expect(await failureOf(mediaError, fetch)).toMatchObject({ code })
  })

  it('is diagnosed by a request of 64 bytes', async () => {
    const cancel = vi.fn()
    const fetch = vi.fn<typeof globalThis.fetch>(
      async () =>
        new Response(new ReadableStream({ pull: (source) => source.enqueue(BYTE), cancel })),
    )
    await failureOf(DECODE, fetch)
    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      call.recording,
      expect.objectContaining({ headers: { Range: 'bytes=0-63' } }),
    )
    expect(cancel).toHaveBeenCalledOnce()
  })
})

describe('a recording that ends at once', () => {
  it.each([0, 0.09, Number.NaN])('fails after %d s without the status ended', async (duration) => {
    const { audio, player } = setUp(async () => new Response(new Uint8Array(44)))
    const statuses = new Set<string>()
    player.subscribe(() => statuses.add(player.getState().status))
    audio.happen('ended', { duration, ended: true, paused: true })
    await vi.waitUntil(() => player.getState().status === 'failed')
    expect(player.getState().failure).toMatchObject({ code: 'recording_empty' })
    expect(statuses).not.toContain('ended')
  })

  it('ends normally after 0.2 s', () => {
    const { audio, player } = setUp(async () => new Response(BYTE))
    audio.happen('ended', { duration: 0.2, ended: true, paused: true })
    expect(player.getState().status).toBe('ended')
  })
})

describe('while a diagnosis is under way', () => {
  it('the status is waiting', () => {
    const { audio, player } = setUp(() => new Promise(() => {}))
    audio.sound()
    audio.fail(NETWORK)
    expect(player.getState().status).toBe('waiting')
  })

  it.each(['another call', 'closing'])('%s drops the diagnosis', async (by) => {
    let answer: (response: Response) => void = () => {}
    const { audio, player } = setUp(() => new Promise((resolve) => (answer = resolve)))
    audio.fail(NOT_SUPPORTED)
    const listener = vi.fn()
    if (by === 'closing') player.close()
    else player.play(makeCall({ id: 'other' }))
    player.subscribe(listener)
    answer(problemResponse('recording_expired'))
    await new Promise(setImmediate)
    expect(listener).not.toHaveBeenCalled()
    expect(player.getState().failure).toBeNull()
  })
})

describe('the recovery', () => {
  const source = { call, address: '/decoded/abc' }

  async function failTwice(loadRecovery: () => Promise<Recover>) {
    const audio = new FakeAudio()
    const fetch = async () => new Response('R')
    const player = createPlayer({ createAudio: () => audio, fetch, loadRecovery })
    for (let failure = 0; failure < 2; failure += 1) {
      player.play(call)
      audio.fail(NOT_SUPPORTED)
      await new Promise(setImmediate)
    }
    return player.getState()
  }

  it('is loaded once, at the first failure', async () => {
    const recover = vi.fn<Recover>(async () => source)
    const loadRecovery = vi.fn(async () => recover)
    expect(await failTwice(loadRecovery)).toMatchObject({ address: source.address, failure: null })
    expect(loadRecovery).toHaveBeenCalledOnce()
    expect(recover).toHaveBeenCalledTimes(2)
  })

  it('is loaded again at the next failure if the load fails', async () => {
    const loadRecovery = vi.fn(
      async (): Promise<Recover> => Promise.reject(new TypeError('offline')),
    )
    expect((await failTwice(loadRecovery)).failure).toMatchObject({ code: 'recording_unplayable' })
    expect(loadRecovery).toHaveBeenCalledTimes(2)
  })
})

describe('after a failure', () => {
  async function failed() {
    const parts = setUp(async () => problemResponse('recording_unreachable'))
    parts.audio.sound()
    parts.audio.happen('timeupdate', { currentTime: 73 })
    parts.audio.fail(NETWORK)
    await vi.waitUntil(() => parts.player.getState().status === 'failed')
    return parts
  }

  it.each(['retry', 'toggle'] as const)('%s continues from the same second', async (action) => {
    const { audio, player } = await failed()
    player[action]()
    expect(audio.currentTime).toBe(73)
    expect(player.getState()).toMatchObject({ status: 'loading', elapsed: 73, failure: null })
  })

  it('playing it from a refreshed list uses the new address', async () => {
    const { audio, player } = await failed()
    player.play({ ...call, recording: '/api/recordings/new' })
    expect(audio.src).toBe('/api/recordings/new')
    expect(player.getState()).toMatchObject({ status: 'loading', elapsed: 73 })
  })
})
