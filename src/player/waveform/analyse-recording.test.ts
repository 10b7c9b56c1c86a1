import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fileOf, soundOf } from '../../testing/analysis-of-file.ts'
import { analyseRecording } from './analyse-recording.ts'
import type { WorkerAnswer } from './analysis.ts'
import { MAX_BYTES } from './stream-recording.ts'

const FILE = fileOf('refund.wav')
const CHUNK_BYTES = 10_000

interface Manners {
  /** Bytes after which each answer breaks off; further answers are complete. */
  breaks?: number[]
  /** Whether the source states the length. */
  length?: boolean
  /** Bytes after which the body ends too early. */
  ends?: number
  /** Stated bytes, if they are wrong. */
  states?: number
  etag?: string
  status?: number
  /** Answers with a range that begins elsewhere. */
  isConfused?: boolean
}

/** The endpoint with one recording. It records its requests. */
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
  it('is requested once at low priority without the cache, and its analysis grows', async () => {
    const { fetch, asked } = serving(FILE)
    let time = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (time += 40))
    const { answers, last } = await read(fetch)
    expect(asked).toMatchObject([{ range: null, init: { priority: 'low', cache: 'no-store' } }])
    expect(last).toEqual({ state: 'whole', analysis: await soundOf(FILE) })
    const analyses = answers.map((each) => ('analysis' in each ? each.analysis : null))
    const lengths = analyses.map((analysis) => analysis?.peaks.channels[0]?.length ?? 0)
    expect(lengths.length).toBeGreaterThan(5)
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
  })

  it.each([
    ['breaks off twice', { breaks: [25_000, 0] }, [null, 'bytes=25000-', 'bytes=25000-']],
    [
      'breaks off repeatedly but makes progress',
      { breaks: [25_000, 25_000, 25_000, 25_000] },
      [null, 'bytes=25000-', 'bytes=50000-', 'bytes=75000-', 'bytes=100000-'],
    ],
    ['does not state its length', { length: false }, [null]],
  ])('that %s is read to its end', async (_name, manners, ranges) => {
    const { fetch, asked } = serving(FILE, manners)
    expect((await read(fetch)).last).toEqual({ state: 'whole', analysis: await soundOf(FILE) })
    expect(asked.map(({ range }) => range)).toEqual(ranges)
  })

  it('is continued only in the same version', async () => {
    const { fetch, asked } = serving(FILE, { breaks: [25_000], etag: '"1"' })
    await read(fetch)
    expect(asked.map(({ ifRange }) => ifRange)).toEqual([null, '"1"'])
  })

  it.each<[string, Manners, number]>([
    ['breaks off for good', { breaks: [25_000, 0, 0, 0] }, 3],
    ['has other bytes by now', { breaks: [25_000], isConfused: true }, 2],
    ['ends too early', { ends: 100_000 }, 3],
  ])('that %s keeps a partial waveform', async (_name, manners, requests) => {
    const { fetch, asked } = serving(FILE, manners)
    const { last } = await read(fetch)
    expect(last).toMatchObject({ state: 'partial', analysis: { peaks: { secondsPerBin: 0.02 } } })
    expect(asked).toHaveLength(requests)
  })
})

describe('a recording has no waveform', () => {
  it('if it states more than 150 MB, and is not read', async () => {
    const { fetch, wasCancelled } = serving(FILE, { states: MAX_BYTES + 1 })
    expect((await read(fetch)).answers).toEqual([{ state: 'none', reason: 'tooLarge' }])
    expect(wasCancelled()).toBe(true)
  })

  it('if it turns out to have more than 150 MB', async () => {
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
    ['is refused', FILE, { status: 404 }],
    ['has no samples', FILE.slice(0, 44), {}],
    ['is not audio', new TextEncoder().encode('<html>'.repeat(99)), {}],
  ])('if it %s', async (_name, file, manners) => {
    const { fetch, asked } = serving(file, manners)
    expect((await read(fetch)).answers).toEqual([{ state: 'none', reason: 'unreadable' }])
    expect(asked).toHaveLength(1)
  })
})
