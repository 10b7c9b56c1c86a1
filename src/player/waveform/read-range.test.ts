import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AskRange, bytesOfRange } from './read-range.ts'

const BYTES = Uint8Array.from({ length: 100 }, (_, index) => index)

/** A source whose answers break off after so many bytes, one number an answer; without, one does not. */
function breaking(...lengths: (number | undefined)[]) {
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

async function read(ask: AskRange, end = 60, pieceBytes?: number): Promise<number[]> {
  const pieceEnd = (at: number) => at + (pieceBytes ?? Number.POSITIVE_INFINITY)
  const reading = bytesOfRange(ask, { first: 10, end, pieceEnd })
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
  expect(await read(ask, Number.POSITIVE_INFINITY)).toEqual([...BYTES.slice(10)])
  expect(asked).toEqual([[10, undefined]])
})

/** Answers that say which bytes of how many they have. */
const stating: AskRange = async (first, last = 99) => {
  if (first > 99) return new Response(null, { status: 416 })
  const part = BYTES.slice(first, last + 1)
  const headers = { 'Content-Range': `bytes ${first}-${first + part.length - 1}/*` }
  return new Response(part, { status: 206, headers })
}

it.each([
  ['to its end', 60, 20, [10, 30, 50]],
  ['to the end of the source, which nobody said', Number.POSITIVE_INFINITY, 40, [10, 50, 90]],
  ['to an end where a piece ends, too', Number.POSITIVE_INFINITY, 45, [10, 55, 100]],
])('is asked for piece by piece %s', async (_name, end, pieceBytes, firsts) => {
  const ask = vi.fn(stating)
  expect(await read(ask, end, pieceBytes)).toEqual([...BYTES.slice(10, end)])
  expect(ask.mock.calls.map(([first]) => first)).toEqual(firsts)
})

it('may break off twice in each piece', async () => {
  const { ask, asked } = breaking(5, 5, undefined, 5, 5)
  expect(await read(ask, 50, 20)).toEqual([...BYTES.slice(10, 50)])
  expect(asked).toHaveLength(6)
})

describe('an answer that begins elsewhere', () => {
  const again: AskRange = (_first, last) => stating(0, last)

  it('is one that broke off', async () => {
    const { ask: breaks } = breaking(20)
    const ask = vi.fn(stating).mockImplementationOnce(breaks).mockImplementationOnce(again)
    expect(await read(ask)).toEqual([...BYTES.slice(10, 60)])
    expect(ask.mock.calls.map(([first]) => first)).toEqual([10, 30, 30])
  })

  it('is no sound of that place', async () => {
    await expect(read(again)).rejects.toThrow('another part')
  })
})

it.each([200, 404, 502])('is not had with status %i', async (status) => {
  await expect(read(async () => new Response('x', { status }))).rejects.toThrow(`${status}`)
})

it('is not asked for again where nobody wants it any more', async () => {
  const ask = vi.fn(() => Promise.reject(new DOMException('left', 'AbortError')))
  await expect(read(ask)).rejects.toThrow('left')
  expect(ask).toHaveBeenCalledOnce()
})
