import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { registerDecoder } from './register-decoder.ts'

vi.mock('./decoder-worker.ts?worker&url', () => ({ default: '/decoder.js' }))

/** The browser's service workers: `takes` says when this page is taken over, if ever. */
function workersOf(takes: 'already' | 'activation' | 'message' | 'never' | 'refuses') {
  const posted: unknown[] = []
  const workers = Object.assign(new EventTarget(), {
    controller: takes === 'already' ? {} : null,
    register: vi.fn(async () => {
      if (takes === 'refuses') throw new DOMException('no', 'SecurityError')
      if (takes === 'activation') takeOver()
    }),
    ready: Promise.resolve({
      active: {
        postMessage(message: unknown) {
          posted.push(message)
          if (takes === 'message') takeOver()
        },
      },
    }),
  })
  function takeOver(): void {
    workers.controller = {}
    workers.dispatchEvent(new Event('controllerchange'))
  }
  return { workers: workers as unknown as ServiceWorkerContainer, posted }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('registerDecoder', () => {
  it('has nothing to do where it answers already', async () => {
    const { workers } = workersOf('already')
    expect(await registerDecoder(workers)).toBe(true)
    expect(workers.register).not.toHaveBeenCalled()
  })

  it.each(['activation', 'message'] as const)('waits to be taken over by %s', async (takes) => {
    const { workers } = workersOf(takes)
    expect(await registerDecoder(workers)).toBe(true)
    expect(workers.register).toHaveBeenCalledWith(
      '/decoder.js',
      expect.objectContaining({ scope: '/', updateViaCache: 'none' }),
    )
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not wait for ever', async () => {
    const { workers, posted } = workersOf('never')
    const answer = registerDecoder(workers)
    await vi.advanceTimersByTimeAsync(3000)
    expect(await answer).toBe(false)
    expect(posted).toHaveLength(1)
  })

  it('does without where there are none, or they are refused', async () => {
    expect(await registerDecoder(undefined)).toBe(false)
    expect(await registerDecoder(workersOf('refuses').workers)).toBe(false)
  })
})
