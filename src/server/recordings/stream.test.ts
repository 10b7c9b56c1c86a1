import { describe, expect, test, vi } from 'vitest'
import { askRecording, source, TEST_WAV } from '../../testing/ask-recording.ts'

describe('the stream', () => {
  /** A source that sends audio for ever, whenever it is read. */
  function endless() {
    const pull = vi.fn((controller: ReadableStreamDefaultController) =>
      controller.enqueue(TEST_WAV),
    )
    const cancel = vi.fn()
    const body = new ReadableStream({ pull, cancel }, { highWaterMark: 0 })
    return { pull, cancel, step: source({ body }) }
  }

  test('is passed on as it arrives and not read ahead of the listener', async () => {
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

  test('is not limited by the timeout for the answer', async () => {
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

  test('may begin in single bytes', async () => {
    const bytes = [...TEST_WAV].map((byte) => Uint8Array.of(byte))
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(byte)
        controller.close()
      },
    })
    const { response } = await askRecording([source({ body, headers: {} })])
    expect(response.headers.get('Content-Type')).toBe('audio/wav')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(TEST_WAV)
  })
})
