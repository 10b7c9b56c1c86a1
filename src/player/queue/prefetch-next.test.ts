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
  /** Plays two minutes of audio at `currentTime`, buffered up to `buffered`. */
  async function sound(currentTime: number, buffered: number): Promise<void> {
    audio.sound(120)
    audio.ranges = [[0, buffered]]
    audio.happen('timeupdate', { currentTime })
    await new Promise(setImmediate)
  }
  return { audio, player, asked, cancel, stop, sound }
}

describe('the next recording', () => {
  it('has its first 64 KiB prefetched once, with low priority', async () => {
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

  type Moment = [at: number, buffered: number]
  it.each<[string, before: Moment, now: Moment, times: number]>([
    ['has just begun', [0, 120], [0.5, 120], 0],
    ['has a small buffer', [0, 8], [5, 12], 0],
    ['has a buffer of 15 seconds', [0, 8], [5, 20], 1],
    ['is buffered to its end', [110, 112], [112, 120], 1],
  ])('waits for the playing call: it %s', async (_name, before, now, times) => {
    const { sound, asked } = setUp()
    await sound(...before)
    await sound(...now)
    expect(asked).toHaveLength(times)
  })

  it('is not prefetched if the next call is unknown', async () => {
    const { sound, asked } = setUp({ peeked: null })
    await sound(0, 120)
    await sound(2, 120)
    expect(asked).toEqual([])
  })

  it('is requested once if the source ignores the range', async () => {
    const { sound, asked, cancel } = setUp({ status: 200 })
    await sound(0, 120)
    await sound(2, 120)
    expect(asked).toHaveLength(1)
    expect(cancel).toHaveBeenCalledTimes(0)
  })

  it('is aborted when another call is chosen or the page closes', async () => {
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

  it('is not prefetched during a pause', async () => {
    const { audio, sound, asked, player } = setUp()
    await sound(0, 120)
    player.toggle()
    audio.happen('timeupdate', { currentTime: 60 })
    await new Promise(setImmediate)
    expect(asked).toEqual([])
  })
})
