import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type AskRange, bytesOfRange } from './read-range.ts'

const BYTES = Uint8Array.from({ length: 100 }, (_, index) => index)

/** A source whose answers break off after so many bytes, one number an answer; then none does. */
function breaking(...lengths: number[]) {
  const asked: [number, number | undefined][] = []
  const ask: AskRange = async (first, last) => {
    const length = lengths[asked.length]
    asked.push([first, last])
    const part = BYTES.slice(first, (last ?? 99) + 1)
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(part.slice(0, length))
        if (length === undefined) controller.close()
        else setTimeout(() => controller.error(new TypeError('network error')))
      },
    })
    return new Response(body, { status: 206 })
  }
  return { ask, asked }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function read(ask: AskRange, end: number | null = 60): Promise<number[]> {
  const reading = bytesOfRange(ask, { first: 10, end })
  reading.catch(() => undefined)
  await vi.runAllTimersAsync()
  return [...(await reading)]
}

it.each([
  ['whole', [], [[10, 59]]],
  [
    'broken once',
    [20],
    [
      [10, 59],
      [30, 59],
    ],
  ],
  [
    'broken twice',
    [20, 5],
    [
      [10, 59],
      [30, 59],
      [35, 59],
    ],
  ],
] as [string, number[], [number, number][]][])(
  'a range that comes %s is asked for from where it stopped',
  async (_name, lengths, expected) => {
    const { ask, asked } = breaking(...lengths)
    expect(await read(ask)).toEqual([...BYTES.slice(10, 60)])
    expect(asked).toEqual(expected)
  },
)

it('is given up after two more tries', async () => {
  const { ask, asked } = breaking(20, 5, 5)
  await expect(read(ask)).rejects.toThrow('network error')
  expect(asked).toHaveLength(3)
})

it('is broken, too, where it ends too early', async () => {
  const { ask, asked } = breaking()
  const short: AskRange = async (first, last) =>
    first === 10 ? new Response(BYTES.slice(10, 30), { status: 206 }) : ask(first, last)
  expect(await read(short)).toEqual([...BYTES.slice(10, 60)])
  expect(asked).toEqual([[30, 59]])
})

it('ends where the source does, if nobody said where', async () => {
  const { ask, asked } = breaking()
  expect(await read(ask, null)).toEqual([...BYTES.slice(10)])
  expect(asked).toEqual([[10, undefined]])
})

it.each([200, 404, 502])('is not had with status %i', async (status) => {
  await expect(read(async () => new Response('x', { status }))).rejects.toThrow(`${status}`)
})

it('is not asked for again where nobody wants it any more', async () => {
  const ask = vi.fn(() => Promise.reject(new DOMException('left', 'AbortError')))
  await expect(read(ask)).rejects.toThrow('left')
  expect(ask).toHaveBeenCalledOnce()
})
