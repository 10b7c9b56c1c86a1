import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createQueue, QueueFullError } from './queue.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const stay = new AbortController().signal

function tasks() {
  let running = 0
  let most = 0
  async function task(ms: number) {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, ms))
    running -= 1
    return ms
  }
  return { task, most: () => most }
}

describe('createQueue', () => {
  test('runs no more than so many at once, and all of them', async () => {
    const inTurn = createQueue({ concurrency: 2, waitMs: 1_000 })
    const { task, most } = tasks()
    const all = Promise.all([1, 2, 3, 4, 5].map((ms) => inTurn(stay, () => task(ms))))
    await vi.runAllTimersAsync()
    expect(await all).toEqual([1, 2, 3, 4, 5])
    expect(most()).toBe(2)
  })

  test('lets the urgent go first', async () => {
    const inTurn = createQueue({ concurrency: 1, waitMs: 1_000 })
    const order: string[] = []
    const add = (name: string, urgency?: number) =>
      inTurn(stay, async () => void order.push(name), urgency)
    const busy = inTurn(stay, () => tasks().task(10))
    const all = [add('late', 6), add('usual', 3), add('usual too', 3), add('first', 0)]
    await vi.runAllTimersAsync()
    await Promise.all([busy, ...all])
    expect(order).toEqual(['first', 'usual', 'usual too', 'late'])
  })

  test('lets go of whoever waits too long, and only of them', async () => {
    const inTurn = createQueue({ concurrency: 1, waitMs: 100 })
    const { task } = tasks()
    const slow = inTurn(stay, () => task(5_000))
    const waiting = vi.fn(() => task(1))
    const refused = expect(inTurn(stay, waiting)).rejects.toBeInstanceOf(QueueFullError)
    await vi.advanceTimersByTimeAsync(100)
    await refused
    await vi.runAllTimersAsync()
    expect(await slow).toBe(5_000)
    expect(waiting).not.toHaveBeenCalled()
  })

  test('an aborted waiter leaves at once and takes nobody’s turn', async () => {
    const inTurn = createQueue({ concurrency: 1, waitMs: 1_000 })
    const { task } = tasks()
    const leaving = new AbortController()
    const slow = inTurn(stay, () => task(100))
    const left = expect(inTurn(leaving.signal, () => task(1))).rejects.toThrow('left')
    const next = inTurn(stay, () => task(2))
    leaving.abort(new Error('left'))
    await left
    await vi.runAllTimersAsync()
    expect(await Promise.all([slow, next])).toEqual([100, 2])
  })

  test('an abort under way frees the place', async () => {
    const inTurn = createQueue({ concurrency: 1, waitMs: 1_000 })
    const leaving = new AbortController()
    const stuck = inTurn(leaving.signal, () => new Promise(() => {}))
    const next = inTurn(stay, () => Promise.resolve('next'))
    leaving.abort(new Error('left'))
    await expect(stuck).rejects.toThrow('left')
    expect(await next).toBe('next')
  })
})
