import { describe, expect, it, vi } from 'vitest'
import { RequestFailure } from '../../api/client.ts'
import { type FakeRecording, soundOf } from '../../testing/fake-source.ts'
import { begin, MB, pagesOf, recorded } from '../../testing/make-archive.ts'
import type { Pause } from '../pause.ts'

describe('an archive that ends early', () => {
  const calls = Array.from({ length: 20 }, (_, index) => recorded(index))
  // Longer than what is read of one before its turn, so that all of them are under way.
  const bytes = soundOf(1, 12 * MB)
  const recordings = () =>
    Object.fromEntries(
      calls.map(({ recording }): [string, FakeRecording] => [`${recording}`, { bytes }]),
    )

  it('by its signal fails at once, even where nobody reads, and asks for nothing more', async () => {
    const { stream, control, asked, open } = begin(calls, recordings())
    const reader = stream.getReader()
    await reader.read()
    await vi.waitUntil(() => asked.length === 3)
    const closed = expect(reader.closed).rejects.toBe('enough')
    control.abort('enough')
    await closed
    await expect(reader.read()).rejects.toBe('enough')
    await vi.waitUntil(() => open() === 0)
    expect(asked).toHaveLength(3)
  })

  it('by its reader asks for nothing more either', async () => {
    const ended = vi.fn()
    async function* pages() {
      try {
        yield* pagesOf(calls)
      } finally {
        ended()
      }
    }
    const { stream, asked, open } = begin(calls, recordings(), { pages: pages() })
    const reader = stream.getReader()
    await reader.read()
    await vi.waitUntil(() => asked.length === 3)
    await reader.cancel('enough')
    await vi.waitUntil(() => open() === 0)
    await vi.waitUntil(() => ended.mock.calls.length === 1)
    expect(asked).toHaveLength(3)
  })

  it('by a signal from before fails without asking for anything', async () => {
    const control = new AbortController()
    control.abort('too late')
    const { stream, asked } = begin(calls, recordings(), { signal: control.signal })
    await expect(new Response(stream).arrayBuffer()).rejects.toBe('too late')
    expect(asked).toEqual([])
  })

  it('while it waits to try again waits no longer', async () => {
    const down: FakeRecording = { bytes: soundOf(1, 9), troubles: ['offline'] }
    const waiting = vi.fn<Pause>(
      (_ms, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    )
    const { stream, control, asked } = begin(calls, { '/0': down }, { pause: waiting })
    const read = expect(new Response(stream).arrayBuffer()).rejects.toBe('enough')
    await vi.waitUntil(() => waiting.mock.calls.some(([ms]) => ms === 1_000))
    const before = asked.length
    control.abort('enough')
    await read
    expect(asked).toHaveLength(before)
  })

  it('because the calls cannot be had fails with why', async () => {
    const failure = new RequestFailure('vendor_busy')
    async function* pages() {
      yield calls.slice(0, 5)
      throw failure
    }
    const { stream, open } = begin(calls, recordings(), { pages: pages() })
    await expect(new Response(stream).arrayBuffer()).rejects.toBe(failure)
    await vi.waitUntil(() => open() === 0)
  })
})
