import { describe, expect, it, vi } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { makeCall } from '../../testing/make-call.ts'
import { createPlayer } from '../create-player.ts'
import { prefetchNext } from './prefetch-next.ts'

const next = makeCall({ id: 'next', recording: '/api/recordings/next' })

function setUp({ peeked = next as CallRecord | null, status = 206 } = {}) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const cancel = vi.fn()
  const asked: [url: unknown, init: RequestInit | undefined][] = []
  const fetch = vi.fn(async (url: unknown, init?: RequestInit) => {
    asked.push([url, init])
    return new Response(new ReadableStream({ cancel, start: (c) => c.close() }), { status })
  })
  const stop = prefetchNext({ player, peek: async () => peeked, fetch })
  player.play(makeCall())
  /** The recording, two minutes long, sounds at `currentTime` with as much at hand. */
  async function sound(currentTime: number, buffered: number): Promise<void> {
    audio.sound(120)
    audio.ranges = [[0, buffered]]
    audio.happen('timeupdate', { currentTime })
    await new Promise(setImmediate)
  }
  return { audio, player, asked, cancel, stop, sound }
}

describe('the next recording', () => {
  it('has its first 64 KiB fetched, once, with low priority', async () => {
    const { sound, asked } = setUp()
    await sound(0, 40)
    await sound(1.5, 40)
    await sound(9, 120)
    expect(asked).toEqual([
      [
        '/api/recordings/next',
        expect.objectContaining({ headers: { Range: 'bytes=0-65535' }, priority: 'low' }),
      ],
    ])
  })

  it.each<[string, [at: number, buffered: number][], number]>([
    [
      'has just begun to sound',
      [
        [0, 120],
        [0.5, 120],
      ],
      0,
    ],
    [
      'has little at hand',
      [
        [0, 8],
        [5, 12],
      ],
      0,
    ],
    [
      'has 15 seconds at hand',
      [
        [0, 8],
        [5, 20],
      ],
      1,
    ],
    [
      'is there to its end',
      [
        [110, 112],
        [112, 120],
      ],
      1,
    ],
  ])('waits for the one that sounds: it %s', async (_name, moments, times) => {
    const { sound, asked } = setUp()
    for (const moment of moments) await sound(...moment)
    expect(asked).toHaveLength(times)
  })

  it('is left where it is not known', async () => {
    const { sound, asked } = setUp({ peeked: null })
    await sound(0, 120)
    await sound(2, 120)
    expect(asked).toEqual([])
  })

  it('is left for later where its source sends all of it', async () => {
    const { sound, asked, cancel } = setUp({ status: 200 })
    await sound(0, 120)
    await sound(2, 120)
    expect(asked).toHaveLength(1)
    expect(cancel).toHaveBeenCalledTimes(0)
  })

  it('is let go of when another call is chosen, or the page is gone', async () => {
    const { sound, asked, player, stop } = setUp()
    await sound(0, 120)
    await sound(2, 120)
    player.play(makeCall({ id: 'other' }))
    expect(asked[0]?.[1]?.signal?.aborted).toBe(true)
    await sound(0, 120)
    await sound(2, 120)
    expect(asked).toHaveLength(2)
    stop()
    expect(asked[1]?.[1]?.signal?.aborted).toBe(true)
  })

  it('waits for the sound, not for a pause', async () => {
    const { audio, sound, asked, player } = setUp()
    await sound(0, 120)
    player.toggle()
    audio.happen('timeupdate', { currentTime: 60 })
    await new Promise(setImmediate)
    expect(asked).toEqual([])
  })
})
