import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fileOf, soundOf } from '../../testing/analysis-of-file.ts'
import { analyseRecording } from './analyse-recording.ts'
import type { WorkerAnswer } from './analysis.ts'
import { MAX_BYTES } from './stream-recording.ts'

const FILE = fileOf('refund.wav')
const CHUNK_BYTES = 10_000

interface Manners {
  /** Bytes after which an answer breaks off, one number an answer; without, one does not. */
  breaks?: number[]
  /** No for a source that does not state how long it is. */
  length?: boolean
  /** Bytes after which it ends as if that was all. */
  ends?: number
  /** Bytes that it states, if it is not the truth. */
  states?: number
  etag?: string
  status?: number
  /** Answers with a part that begins elsewhere. */
  isConfused?: boolean
}

/** The endpoint with one recording. It notes what it is asked for. */
function serving(whole: Uint8Array<ArrayBuffer>, manners: Manners = {}) {
  const { breaks = [], length = true, states = whole.length, etag, status, isConfused } = manners
  const file = whole.subarray(0, manners.ends)
  const asked: { range: string | null; ifRange: string | null; init: RequestInit }[] = []
  let isCancelled = false
  const fetch: typeof globalThis.fetch = async (_input, init = {}) => {
    const sent = new Headers(init.headers)
    const range = sent.get('Range')
    const limit = breaks[asked.length] ?? Number.POSITIVE_INFINITY
    asked.push({ range, ifRange: sent.get('If-Range'), init })
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    let at = from
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull(controller) {
          if (at - from >= limit) return controller.error(new TypeError('network error'))
          const end = Math.min(at + CHUNK_BYTES, from + limit, file.length)
          if (end > at) controller.enqueue(file.slice(at, end))
          at = end
          if (at === file.length) controller.close()
        },
        cancel() {
          isCancelled = true
        },
      },
      { highWaterMark: 0 },
    )
    const headers = new Headers(etag ? { ETag: etag } : {})
    if (length) headers.set('Content-Length', `${states - from}`)
    if (range)
      headers.set('Content-Range', `bytes ${isConfused ? 0 : from}-${states - 1}/${states}`)
    return new Response(body, { status: status ?? (range ? 206 : 200), headers })
  }
  return { fetch, asked, wasCancelled: () => isCancelled }
}

async function read(fetch: typeof globalThis.fetch) {
  const answers: WorkerAnswer[] = []
  const reading = analyseRecording('/x', { fetch, answer: (answer) => answers.push(answer) })
  await vi.runAllTimersAsync()
  await reading
  return { answers, last: answers.at(-1) }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('a recording', () => {
  it('is requested once, at low priority and past the cache, and grows as it comes', async () => {
    const { fetch, asked } = serving(FILE)
    let time = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (time += 40))
    const { answers, last } = await read(fetch)
    expect(asked).toMatchObject([{ range: null, init: { priority: 'low', cache: 'no-store' } }])
    expect(last).toEqual({ state: 'whole', analysis: await soundOf(FILE) })
    const lengths = answers.map((each) =>
      'analysis' in each ? each.analysis.peaks.channels[0]?.length : 0,
    )
    expect(lengths.length).toBeGreaterThan(5)
    expect(lengths).toEqual(lengths.toSorted((a = 0, b = 0) => a - b))
  })

  it.each([
    ['breaks off twice', { breaks: [25_000, 0] }, [null, 'bytes=25000-', 'bytes=25000-']],
    [
      'breaks off again and again, but comes on',
      { breaks: [25_000, 25_000, 25_000, 25_000] },
      [null, 'bytes=25000-', 'bytes=50000-', 'bytes=75000-', 'bytes=100000-'],
    ],
    ['does not state its length', { length: false }, [null]],
  ])('that %s is read from where it stopped', async (_name, manners, ranges) => {
    const { fetch, asked } = serving(FILE, manners)
    expect((await read(fetch)).last).toEqual({ state: 'whole', analysis: await soundOf(FILE) })
    expect(asked.map(({ range }) => range)).toEqual(ranges)
  })

  it('goes on only as the same version', async () => {
    const { fetch, asked } = serving(FILE, { breaks: [25_000], etag: '"1"' })
    await read(fetch)
    expect(asked.map(({ ifRange }) => ifRange)).toEqual([null, '"1"'])
  })

  it.each<[string, Manners, number]>([
    ['breaks off for good', { breaks: [25_000, 0, 0, 0] }, 3],
    ['has other bytes there now', { breaks: [25_000], isConfused: true }, 2],
    ['ends before its time', { ends: 100_000 }, 3],
  ])('that %s keeps what came', async (_name, manners, requests) => {
    const { fetch, asked } = serving(FILE, manners)
    const { last } = await read(fetch)
    expect(last).toMatchObject({ state: 'partial', analysis: { peaks: { secondsPerBin: 0.02 } } })
    expect(asked).toHaveLength(requests)
  })
})

describe('there is no waveform', () => {
  it('of more than 150 MB, of which nothing is read', async () => {
    const { fetch, wasCancelled } = serving(FILE, { states: MAX_BYTES + 1 })
    expect((await read(fetch)).answers).toEqual([{ state: 'none', reason: 'tooLarge' }])
    expect(wasCancelled()).toBe(true)
  })

  it('of what turns out to have more', async () => {
    const piece = new Uint8Array(15_000_000)
    piece.set(FILE.subarray(0, 40))
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(piece)
        sent += piece.length
      },
    })
    const { last } = await read(async () => new Response(body))
    expect(last).toEqual({ state: 'none', reason: 'tooLarge' })
    expect(sent).toBeLessThan(MAX_BYTES + 3 * piece.length)
  })

  it.each<[string, Uint8Array<ArrayBuffer>, Manners]>([
    ['that is refused', FILE, { status: 404 }],
    ['without samples', FILE.slice(0, 44), {}],
    ['that is not audio', new TextEncoder().encode('<html>'.repeat(99)), {}],
  ])('of one %s', async (_name, file, manners) => {
    const { fetch, asked } = serving(file, manners)
    expect((await read(fetch)).answers).toEqual([{ state: 'none', reason: 'unreadable' }])
    expect(asked).toHaveLength(1)
  })
})
