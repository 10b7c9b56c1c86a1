import { spawn } from 'node:child_process'
import { getEventListeners } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { pause as mockPause } from '../../mocks/vendor/account/reply.ts'
import { DeadlineError, pause, withDeadline } from './deadline.ts'
import { createQueue } from './vendor/queue.ts'
import { createRequestCoalescing } from './vendor/request-coalescing.ts'

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length

describe('withDeadline', () => {
  test('aborts a request that failed and leaves no listener', async () => {
    const { signal } = new AbortController()
    let given = signal
    const refused = new Error('refused')
    const work = withDeadline(1_000, signal, async (limited) => {
      given = limited
      throw refused
    })
    await expect(work).rejects.toBe(refused)
    expect(given.reason).toBe(refused)
    expect([listeners(given), listeners(signal)]).toEqual([0, 0])
  })

  test('leaves no listener after the timeout', async () => {
    const { signal } = new AbortController()
    let given = signal
    const work = withDeadline(1, signal, (limited) => {
      given = limited
      return new Promise(() => {})
    })
    await expect(work).rejects.toBeInstanceOf(DeadlineError)
    expect([listeners(given), listeners(signal)]).toEqual([0, 0])
  })

  test('still aborts the body of an answer later', async () => {
    const leaving = new AbortController()
    const given = await withDeadline(1_000, leaving.signal, async (limited) => limited)
    expect(listeners(given)).toBe(0)
    leaving.abort()
    expect(given.aborted).toBe(true)
  })
})

test.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
  ['a pause', (signal) => pause(1, signal)],
  ['a pause of the simulator', (signal) => mockPause(1, signal)],
  [
    'a turn in the queue',
    (signal) =>
      createQueue({ concurrency: 1, waitMs: 100 })(signal, async () => 1, {
        clients: new Set(['a']),
        urgency: 3,
      }),
  ],
  [
    'a coalesced request',
    (signal) => createRequestCoalescing()('key', { client: 'a', signal }, async () => 1),
  ],
])('%s leaves no listener', async (_, work) => {
  const { signal } = new AbortController()
  await work(signal)
  await vi.waitFor(() => expect(listeners(signal)).toBe(0))
})

/** Growth of the heap by the measurement itself, in bytes. */
const NOISE_BYTES = 2_000_000

test('5,000 failed requests for recordings leave nothing in a small heap', {
  timeout: 240_000,
}, async () => {
  const script = fileURLToPath(new URL('../testing/failing-recordings.ts', import.meta.url))
  const flags = ['--expose-gc', '--max-old-space-size=96', '--import', import.meta.resolve('tsx')]
  const child = spawn(process.execPath, [...flags, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { before, after } = JSON.parse(await text(child.stdout))
  expect(after - before).toBeLessThan(NOISE_BYTES)
})
