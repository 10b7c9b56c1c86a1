import { describe, expect, test, vi } from 'vitest'
import { askRecording, source, TEST_WAV } from '../../testing/ask-recording.ts'

describe('the stream', () => {
  /** A source that sends a second's worth of sound whenever it is asked, for ever. */
  function endless() {
    const pull = vi.fn((controller: ReadableStreamDefaultController) =>
      controller.enqueue(TEST_WAV),
    )
    const cancel = vi.fn()
    const body = new ReadableStream({ pull, cancel }, { highWaterMark: 0 })
    return { pull, cancel, step: source({ body }) }
  }

  test('is passed on as it comes, and not read ahead of the listener', async () => {
    const { pull, step } = endless()
    const { response } = await askRecording([step])
    const reader = response.body?.getReader()
    expect((await reader?.read())?.value).toEqual(TEST_WAV)
    expect(pull).toHaveBeenCalledTimes(1)
    expect((await reader?.read())?.value).toEqual(TEST_WAV)
    expect(pull).toHaveBeenCalledTimes(2)
  })

  test('stops when the listener stops reading', async () => {
    const { cancel, step } = endless()
    const { response } = await askRecording([step])
    await response.body?.cancel()
    expect(cancel).toHaveBeenCalled()
  })

  test('stops when the listener leaves, in the middle as before the answer', async () => {
    const leaving = new AbortController()
    const { calls } = await askRecording([endless().step], { signal: leaving.signal })
    expect(calls[0]?.signal.aborted).toBe(false)
    leaving.abort()
    expect(calls[0]?.signal.aborted).toBe(true)
  })

  test('is not cut by the time limit for the answer', async () => {
    vi.useFakeTimers()
    try {
      const { calls, response } = await askRecording([endless().step])
      await vi.advanceTimersByTimeAsync(60_000)
      expect(calls[0]?.signal.aborted).toBe(false)
      expect((await response.body?.getReader().read())?.done).toBe(false)
    } finally {
      vi.useRealTimers()
    }
  })

  test('begins in small pieces as well', async () => {
    const bytes = [...TEST_WAV].map((byte) => Uint8Array.of(byte))
    const body = new ReadableStream({
      start: (c) => {
        for (const b of bytes) c.enqueue(b)
        c.close()
      },
    })
    const { response } = await askRecording([source({ body, headers: {} })])
    expect(response.headers.get('Content-Type')).toBe('audio/wav')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(TEST_WAV)
  })
})
