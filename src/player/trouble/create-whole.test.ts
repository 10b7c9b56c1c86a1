// @document
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPlayer } from '../create-player.ts'
import { FakeAudio } from '../fake-audio.ts'
import { callWith } from '../fake-call.ts'
import { createWhole } from './create-whole.ts'

const call = callWith()
const MB = 1_000_000
let end = () => {}
const revoked: string[] = []

beforeEach(() => {
  revoked.length = 0
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:whole')
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
})
afterEach(() => {
  end()
  vi.restoreAllMocks()
})

/** A source that sends when it is told to. */
function createSource(headers: Record<string, string> = {}) {
  let body: ReadableStreamDefaultController<Uint8Array> | undefined
  const cancel = vi.fn()
  const fetch = vi.fn<typeof globalThis.fetch>(async (_url, init) => {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        body = controller
        init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason))
      },
      cancel,
    })
    return new Response(stream, { headers: { 'Content-Type': 'audio/wav', ...headers } })
  })
  return {
    fetch,
    cancel,
    send: (bytes: number) => body?.enqueue(new Uint8Array(bytes)),
    finish: () => body?.close(),
    breakOff: () => body?.error(new TypeError('network error')),
  }
}

function setUp({ at = 0, headers = {} }: { at?: number; headers?: Record<string, string> } = {}) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio, startAt: () => at })
  const source = createSource(headers)
  const whole = createWhole(player, source.fetch)
  end = whole.start()
  player.play(call)
  /** It knows what it plays, and that it cannot seek: it begins at the start. */
  function open(): void {
    audio.happen('durationchange', { readyState: 1, duration: 120, currentTime: 0 })
  }
  function sound(): void {
    open()
    audio.happen('playing', { readyState: 4 })
  }
  return { audio, player, source, whole, open, sound }
}

describe('a source that seeks', () => {
  it('is not fetched whole', () => {
    const { audio, source, whole } = setUp()
    audio.sound()
    expect(source.fetch).not.toHaveBeenCalled()
    expect(whole.getState().progress).toBe('none')
  })
})

describe('a source that only plays from the start', () => {
  it('is fetched once it sounds, once and behind the sound', () => {
    const { source, open, sound, audio } = setUp()
    open()
    expect(source.fetch).not.toHaveBeenCalled()
    sound()
    audio.happen('timeupdate', { currentTime: 1 })
    expect(source.fetch).toHaveBeenCalledExactlyOnceWith(
      call.recording,
      expect.objectContaining({ priority: 'low', cache: 'no-store' }),
    )
  })

  it('seeks at the first wish once it is whole, and sounds on until then', async () => {
    const { audio, player, source, whole, sound } = setUp()
    sound()
    source.finish()
    await vi.waitUntil(() => whole.getState().progress === 'here')
    expect(audio.src).toBe(call.recording)
    player.seek(90)
    expect(audio).toMatchObject({ src: 'blob:whole', currentTime: 90, paused: false })
    expect(player.getState()).toMatchObject({ elapsed: 90, status: 'loading', seeksLate: false })
  })

  it('remembers the latest wish until it is whole', async () => {
    const { audio, player, source, whole, sound } = setUp()
    sound()
    player.seek(60)
    player.seek(90)
    expect(whole.getState()).toEqual({ progress: 'getting', wanted: 90 })
    expect(audio.currentTime).toBe(0)
    source.finish()
    await vi.waitUntil(() => audio.src === 'blob:whole')
    expect(audio.currentTime).toBe(90)
    expect(whole.getState().wanted).toBeNull()
  })

  it('stays paused where it was', async () => {
    const { audio, player, source, sound } = setUp()
    sound()
    player.toggle()
    player.seek(60)
    source.finish()
    await vi.waitUntil(() => audio.src === 'blob:whole')
    expect(player.getState()).toMatchObject({ status: 'paused', elapsed: 60 })
  })

  it('plays on where it does not come whole, and tries with the next wish', async () => {
    const { audio, player, source, whole, sound } = setUp()
    sound()
    player.seek(60)
    source.breakOff()
    await vi.waitUntil(() => whole.getState().progress === 'failed')
    expect(whole.getState().wanted).toBeNull()
    audio.happen('timeupdate', { currentTime: 3 })
    expect(source.fetch).toHaveBeenCalledOnce()
    player.seek(60)
    expect(source.fetch).toHaveBeenCalledTimes(2)
  })
})

describe('a beginning in the middle', () => {
  it('waits for the whole, and sounds from there', async () => {
    const { audio, player, source, whole, open } = setUp({ at: 73 })
    open()
    expect(whole.getState()).toEqual({ progress: 'getting', wanted: 73 })
    expect(audio.paused).toBe(true)
    source.finish()
    await vi.waitUntil(() => audio.src === 'blob:whole')
    expect(audio).toMatchObject({ currentTime: 73, paused: false })
    expect(player.getState()).toMatchObject({ status: 'waiting', elapsed: 73 })
  })

  it('without a sound stays silent there', async () => {
    const { audio, player, source, open } = setUp()
    player.cue(call, 73)
    open()
    source.finish()
    await vi.waitUntil(() => audio.src === 'blob:whole')
    expect(player.getState()).toMatchObject({ status: 'paused', elapsed: 73 })
  })

  it('becomes one at the start where it cannot be had whole', async () => {
    const { audio, whole, open } = setUp({ at: 73, headers: { 'Content-Length': '50000001' } })
    open()
    await vi.waitUntil(() => whole.getState().progress === 'too_large')
    expect(audio.paused).toBe(false)
  })
})

describe('above 50 MB', () => {
  it.each<[string, Record<string, string>, number]>([
    ['as it says', { 'Content-Length': String(50 * MB + 1) }, 0],
    ['as it turns out', {}, 51],
  ])('%s it is left, and seeking is limited', async (_how, headers, sent) => {
    const { player, source, whole, sound } = setUp({ headers })
    sound()
    await vi.waitUntil(() => source.fetch.mock.results.length > 0)
    for (let megabyte = 0; megabyte < sent; megabyte += 1) source.send(MB)
    await vi.waitUntil(() => whole.getState().progress === 'too_large')
    expect(source.cancel).toHaveBeenCalledOnce()
    expect(player.getState()).toMatchObject({ canSeek: false, seeksLate: false })
  })
})

describe('it ends with its call', () => {
  it.each(['closing', 'another call'])('by %s', async (by) => {
    const { player, source, whole, sound } = setUp()
    sound()
    source.finish()
    await vi.waitUntil(() => whole.getState().progress === 'here')
    if (by === 'closing') player.close()
    else player.play(callWith({ id: 'other' }))
    expect(revoked).toEqual(['blob:whole'])
    expect(whole.getState()).toEqual({ progress: 'none', wanted: null })
  })

  it('while it is being fetched', () => {
    const { player, source, sound } = setUp()
    sound()
    player.close()
    expect(source.fetch.mock.calls[0]?.[1]?.signal?.aborted).toBe(true)
  })
})
