import { setMaxListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createQueue, QueueFullError, readUrgency } from './queue.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const stay = new AbortController().signal

function from(client: string, urgency = 3) {
  return { clients: new Set([client]), urgency }
}

async function task(ms: number) {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return ms
}

describe('createQueue', () => {
  test('rejects a task that waits too long, and never runs it', async () => {
    const inTurn = createQueue({ concurrency: 1, waitMs: 100 })
    const slow = inTurn(stay, () => task(5_000), from('a'))
    const waiting = vi.fn(() => task(1))
    const refused = expect(inTurn(stay, waiting, from('a'))).rejects.toBeInstanceOf(QueueFullError)
    await vi.advanceTimersByTimeAsync(100)
    await refused
    await vi.runAllTimersAsync()
    expect(await slow).toBe(5_000)
    expect(waiting).not.toHaveBeenCalled()
  })

  test('removes an aborted task at once, without a loss of a turn', async () => {
    const inTurn = createQueue({ concurrency: 1, waitMs: 1_000 })
    const leaving = new AbortController()
    const slow = inTurn(stay, () => task(100), from('a'))
    const left = expect(inTurn(leaving.signal, () => task(1), from('a'))).rejects.toThrow('left')
    const next = inTurn(stay, () => task(2), from('a'))
    leaving.abort(new Error('left'))
    await left
    await vi.runAllTimersAsync()
    expect(await Promise.all([slow, next])).toEqual([100, 2])
  })

  test('frees the slot of a running task that is aborted', async () => {
    const inTurn = createQueue({ concurrency: 1, waitMs: 1_000 })
    const leaving = new AbortController()
    const stuck = inTurn(leaving.signal, () => new Promise(() => {}), from('a'))
    const next = inTurn(stay, () => Promise.resolve('next'), from('a'))
    leaving.abort(new Error('left'))
    await expect(stuck).rejects.toThrow('left')
    expect(await next).toBe('next')
  })

  /** Returns the order in which a queue with one slot runs its tasks. */
  async function orderOf(
    asked: (add: (client: string, name: string, urgency?: number) => void) => void,
  ) {
    const inTurn = createQueue({ concurrency: 1, waitMs: 10_000 })
    const order: string[] = []
    const all: Promise<unknown>[] = []
    asked((client, name, urgency) => {
      const who = { clients: new Set(client.split('+')), urgency: urgency ?? 3 }
      all.push(inTurn(stay, async () => void order.push(name), who))
    })
    await Promise.all(all)
    return order.join(' ')
  }

  test('serves clients in turn, and a new client next', async () => {
    const order = await orderOf((add) => {
      for (const name of ['a1', 'a2', 'a3', 'a4']) add('a', name)
      for (const name of ['b1', 'b2']) add('b', name)
      add('c', 'c1')
    })
    expect(order).toBe('a1 b1 c1 a2 b2 a3 a4')
  })

  test('orders by urgency within a client, not between clients', async () => {
    const order = await orderOf((add) => {
      add('a', 'a1', 6)
      add('a', 'a2', 6)
      add('a', 'a3', 3)
      add('b', 'b1', 6)
    })
    expect(order).toBe('a1 b1 a3 a2')
  })

  test('runs tasks of the lowest urgency after those of all clients', async () => {
    const order = await orderOf((add) => {
      add('reader', 'r1', 7)
      add('reader', 'r2', 7)
      add('a', 'a1', 3)
      add('a', 'a2', 6)
      add('b', 'b1', 3)
    })
    expect(order).toBe('r1 a1 b1 a2 r2')
  })

  test('runs a shared task at the turn of any of its clients', async () => {
    const order = await orderOf((add) => {
      add('a', 'a1')
      add('a', 'a2')
      add('a+b', 'shared')
      add('a', 'a3')
    })
    expect(order).toBe('a1 shared a2 a3')
  })

  test('rejects at once above the limits for a client and for all', async () => {
    const inTurn = createQueue({ concurrency: 1, waitMs: 10_000 })
    const leaving = new AbortController()
    setMaxListeners(0, leaving.signal) // all tasks share it
    const asked: Promise<unknown>[] = []
    const ask = (client: string) => {
      const answer = inTurn(leaving.signal, () => new Promise(() => {}), from(client))
      answer.catch(() => {})
      asked.push(answer)
      return answer
    }
    const clients = ['a', 'b', 'c', 'd', 'e']
    void ask('under way')
    for (const client of clients) {
      for (let count = 0; count < 40; count += 1) void ask(client)
      await expect(ask(client)).rejects.toBeInstanceOf(QueueFullError)
    }
    await expect(ask('another')).rejects.toBeInstanceOf(QueueFullError)
    leaving.abort(new Error('left'))
    await Promise.allSettled(asked)
    expect(await inTurn(stay, async () => 'free again', from('a'))).toBe('free again')
  })
})

test.each([
  [undefined, 3],
  ['', 3],
  ['u=0', 3],
  ['u=2', 3],
  ['u=7', 7],
  ['i, u=5', 5],
  ['u=5, i', 5],
  ['u=5;q=1', 5],
  ['u=8', 3],
  ['u=55', 3],
  ['xu=5', 3],
  ['u="5"', 3],
])('reads Priority: %s as the urgency %d', (header, urgency) => {
  expect(readUrgency(header)).toBe(urgency)
})
