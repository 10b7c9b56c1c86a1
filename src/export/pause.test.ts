import { describe, expect, it, vi } from 'vitest'
import { pause } from './pause.ts'

describe('pause', () => {
  it('ends after its time', async () => {
    vi.useFakeTimers()
    const waited = pause(1_000, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(1_000)
    await expect(waited).resolves.toBeUndefined()
    vi.useRealTimers()
  })

  it('ends at once when cancelled, before or while it waits', async () => {
    const control = new AbortController()
    const waited = pause(60_000, control.signal)
    control.abort('enough')
    await expect(waited).rejects.toBe('enough')
    await expect(pause(60_000, control.signal)).rejects.toBe('enough')
  })
})
