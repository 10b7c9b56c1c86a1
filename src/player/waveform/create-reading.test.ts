import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BINS } from './create-binning.ts'
import { createReading } from './create-reading.ts'
import type { Sound } from './peaks.ts'
import type { WorkerAnswer } from './worker-messages.ts'

const FOLDER = new URL('../../../mocks/vendor/recordings/', import.meta.url)
const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))

interface Asked {
  range: string
  bytes: number
  init: RequestInit | undefined
}

/** A source of one file, which notes the bytes it was asked for. */
function serving(file: Uint8Array<ArrayBuffer>, { ranges = true } = {}) {
  const asked: Asked[] = []
  const fetch: typeof globalThis.fetch = async (_input, init) => {
    const range = new Headers(init?.headers).get('Range') ?? ''
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? []
    const end = last ? Math.min(Number(last) + 1, file.length) : file.length
    const part = ranges ? file.subarray(Number(first), end) : file
    asked.push({ range, bytes: part.length, init })
    const headers = ranges
      ? { 'Content-Range': `bytes ${first}-${end - 1}/${file.length}` }
      : { 'Content-Length': `${file.length}` }
    return new Response(part.slice(), { status: ranges ? 206 : 200, headers })
  }
  return { fetch, asked }
}

const SOUND = { ask: 'sound', url: '/x', seconds: null, kept: null } as const
const isFinal = ({ state }: WorkerAnswer) => ['whole', 'partial', 'none'].includes(state)

/** A reading, with what it answered so far. */
function begin(fetch: typeof globalThis.fetch) {
  const answers: WorkerAnswer[] = []
  const ask = createReading({ fetch, answer: (answer) => answers.push(structuredClone(answer)) })
  return {
    answers,
    ask,
    /** The first answer after which none is to be waited for, from the `from`th on. */
    async final(from = 0): Promise<WorkerAnswer> {
      const found = () => answers.slice(from).find(isFinal)
      await vi.waitFor(() => expect(found()).toBeDefined(), { timeout: 20_000, interval: 5 })
      return found() ?? never()
    },
  }
}

async function read(fetch: typeof globalThis.fetch, seconds: number | null = null) {
  const reading = begin(fetch)
  reading.ask({ ...SOUND, seconds })
  return { ...reading, last: await reading.final() }
}

function soundOf(answer: WorkerAnswer): Sound {
  return 'sound' in answer ? answer.sound : never()
}

/** The loudest samples by a reader of its own, which knows 16-bit PCM after 44 bytes only. */
function peaksByHand(file: Uint8Array, channels: number, framesPerBin: number): number[][] {
  const samples = new Int16Array(file.slice(44).buffer)
  return Array.from({ length: channels }, (_, channel) => {
    const own = [...samples].filter((_sample, index) => index % channels === channel)
    const bins = Math.ceil(own.length / framesPerBin)
    return Array.from({ length: bins }, (_bin, bin) => {
      const sizes = own.slice(bin * framesPerBin, (bin + 1) * framesPerBin).map(Math.abs)
      return Math.round((Math.max(...sizes) / 32_768) * 255)
    })
  })
}

/**
 * A long WAV file, mono, 16 bit at 8 kHz: loud, but silent, as lines are, in its second quarter and
 * for 3 s in each minute.
 */
function longFile(bytes: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(bytes)
  file.set(fileOf('refund.wav').subarray(0, 44))
  new DataView(file.buffer).setUint32(40, bytes - 44, true)
  const samples = new Int16Array(file.buffer, 44)
  for (let index = 0; index < samples.length; index += 1) {
    const isSilent = ((4 * index) / samples.length) >> 0 === 1 || (index / 8000) % 60 < 3
    samples[index] = (index % 2 ? 1 : -1) * (isSilent ? 20 : 16_384)
  }
  return file
}

const LONG = longFile(12_000_044)
const LONG_SECONDS = 750

afterEach(() => void vi.useRealTimers())

describe('the sound of a demo recording', () => {
  it.each([
    ['refund.wav', 1, 13.86],
    ['wrong-number.wav', 1, null],
    ['delivery-stereo.wav', 2, 9.92],
    ['delivery-stereo.wav', 2, 1], // far too short a guess
  ])('%s, as another reader finds it', async (name, channels, seconds) => {
    const file = fileOf(name)
    const { last } = await read(serving(file).fetch, seconds)
    const { peaks, sampled } = soundOf(last)
    const framesPerBin = Math.round(peaks.secondsPerBin * 8000)
    expect(peaks.lanes[0]?.length).toBeLessThanOrEqual(BINS)
    expect(peaks.lanes.map((lane) => [...lane])).toEqual(peaksByHand(file, channels, framesPerBin))
    expect(sampled).toBeNull()
  })
})

// By `sox FILE -n remix CHANNEL stat`: the larger of the two amplitudes.
it.each([
  ['internet-alaw-stereo.wav', [0.546875, 0.515625]],
  ['invoice-ulaw-stereo.wav', [0.511597, 0.511597]],
  ['booking-gsm.wav', [0.538086]],
  ['codecs/ima-adpcm.wav', [0.520233]],
  ['codecs/ms-adpcm-stereo.wav', [0.509125, 0.497986]],
])('%s is as loud as sox finds it', async (name, loudest) => {
  const { peaks } = soundOf((await read(serving(fileOf(name)).fetch)).last)
  expect(peaks.lanes.map((lane) => Math.max(...lane) / 255)).toEqual(
    loudest.map((size) => Math.round(size * 255) / 255),
  )
})

describe('what is asked for', () => {
  it('is all of a short recording, behind the sound and past its cache', async () => {
    const { fetch, asked } = serving(fileOf('refund.wav'))
    const { answers } = await read(fetch, 13.8)
    expect(asked.map(({ range }) => range)).toEqual(['bytes=0-32767', 'bytes=32768-221773'])
    for (const { init } of asked) expect(init).toMatchObject({ priority: 'low', cache: 'no-store' })
    expect(answers.length).toBeGreaterThan(1)
    const [first = 0, final = 0] = [answers[0], answers.at(-1)].map(
      (answer) => answer && soundOf(answer).peaks.lanes[0]?.length,
    )
    expect(first).toBeLessThan(final)
  })

  it('is at most 3 % of a long one', async () => {
    const { fetch, asked } = serving(LONG)
    const { last } = await read(fetch, LONG_SECONDS)
    const bytes = asked.reduce((sum, part) => sum + part.bytes, 0)
    expect(bytes).toBeLessThanOrEqual(LONG.length * 0.03)
    const { peaks, silences, sampled } = soundOf(last)
    expect(peaks.secondsPerBin * (peaks.lanes[0]?.length ?? 0)).toBeCloseTo(LONG_SECONDS)
    const quarter = (peaks.lanes[0]?.length ?? 0) / 4
    const loud = (from: number) => peaks.lanes[0]?.subarray(from, from + quarter).filter(Boolean)
    expect(Math.max(...(loud(0) ?? []))).toBe(128)
    expect([...(loud(quarter) ?? [])]).toEqual([])
    expect({ silences, searched: sampled?.searched }).toEqual({ silences: [], searched: [] })
  })

  it('is whole blocks of a long one in GSM', async () => {
    const blocks = 160_000
    const short = fileOf('booking-gsm.wav')
    const file = new Uint8Array(60 + blocks * 65)
    file.set(short.subarray(0, 60))
    for (let at = 60; at < file.length; at += 65 * 1000)
      file.set(short.subarray(60, 60 + Math.min(65 * 1000, file.length - at)), at)
    new DataView(file.buffer).setUint32(56, 0, true)
    const { fetch, asked } = serving(file)
    const { answers, ask, last } = await read(fetch, 6400)
    const [, ...windows] = asked.map(({ range }) => Number(/\d+/.exec(range)))
    expect(windows.every((start) => (start - 60) % 65 === 0)).toBe(true)
    const bytes = asked.reduce((sum, part) => sum + part.bytes, 0)
    expect(bytes).toBeLessThanOrEqual(file.length * 0.03)
    const { peaks } = soundOf(last)
    expect(peaks.secondsPerBin * (peaks.lanes[0]?.length ?? 0)).toBeCloseTo(6400)
    expect(Math.max(...(peaks.lanes[0] ?? []))).toBeGreaterThan(0.4 * 255)

    ask({ ask: 'detail', stretch: { from: 400, to: 500 } })
    await vi.waitFor(() => expect(answers.at(-2)).toHaveProperty('detail'))
    const stretch = { from: expect.closeTo(400, 1), to: expect.closeTo(500, 1) }
    expect(answers.at(-2)).toMatchObject({ detail: { stretch } })
  })

  it('is all, once, where the source knows no ranges', async () => {
    const file = fileOf('refund.wav')
    const { fetch, asked } = serving(file, { ranges: false })
    const { peaks } = soundOf((await read(fetch)).last)
    expect(asked).toHaveLength(1)
    expect([...(peaks.lanes[0] ?? [])]).toEqual(
      peaksByHand(file, 1, Math.round(peaks.secondsPerBin * 8000))[0],
    )
  })

  it('is right for a file whose writer did not come back', async () => {
    const file = fileOf('refund.wav')
    const broken = file.slice()
    new DataView(broken.buffer).setUint32(4, 0, true)
    new DataView(broken.buffer).setUint32(40, 0, true)
    const readOf = async (from: Uint8Array<ArrayBuffer>) => (await read(serving(from).fetch)).last
    expect(await readOf(broken)).toEqual(await readOf(file))
  })
})

describe('a stretch of a long recording', () => {
  async function sampled() {
    const source = serving(LONG)
    const reading = await read(source.fetch, LONG_SECONDS)
    source.asked.length = 0
    return { ...reading, ...source, before: reading.answers.length }
  }
  const detailOf = (answers: WorkerAnswer[]) =>
    answers.flatMap((answer) => (answer.state === 'detail' ? [answer.detail] : []))

  it('is read to its last byte, and its silence found', async () => {
    const { ask, asked, answers, final, before } = await sampled()
    ask({ ask: 'detail', stretch: { from: 350, to: 430 } })
    const { silences, sampled: found } = soundOf(await final(before))
    expect(asked.map(({ range }) => range)).toEqual(['bytes=5600044-6880043'])
    const [detail] = detailOf(answers)
    expect(detail).toMatchObject({
      stretch: { from: 350, to: 430 },
      peaks: { secondsPerBin: 0.02 },
    })
    expect(detail?.peaks.lanes[0]).toHaveLength(4000)
    const expected = [350, 375, 420, 423]
    for (const [index, second] of silences.flatMap(({ from, to }) => [from, to]).entries())
      expect(second).toBeCloseTo(expected[index] ?? 0, 1)
    expect(silences).toHaveLength(2)
    expect(found?.searched).toEqual([{ from: 350, to: 430 }])
  })

  it('is sampled where it is long, within 2 MB', async () => {
    const { ask, asked, answers, final, before } = await sampled()
    ask({ ask: 'detail', stretch: { from: 100, to: 400 } })
    await final(before)
    expect(asked.reduce((sum, part) => sum + part.bytes, 0)).toBeLessThanOrEqual(2_000_000)
    const [detail] = detailOf(answers)
    expect(detail?.stretch).toEqual({ from: 100, to: 400 })
    expect((detail?.peaks.secondsPerBin ?? 0) * (detail?.peaks.lanes[0]?.length ?? 0)).toBe(300)
  })

  it('is let go of when another one is looked at', async () => {
    const { ask, asked, answers, final, before } = await sampled()
    ask({ ask: 'detail', stretch: { from: 100, to: 110 } })
    ask({ ask: 'detail', stretch: { from: 200, to: 210 } })
    await final(before)
    expect(asked[0]?.init?.signal?.aborted).toBe(true)
    expect(asked[1]?.init?.signal?.aborted).toBe(false)
    expect(detailOf(answers).at(-1)?.stretch).toEqual({ from: 200, to: 210 })
  })

  it('is searched for silence ahead of the sound, one at a time', async () => {
    const { ask, asked, final, before } = await sampled()
    ask({ ask: 'silence', elapsed: 0 })
    ask({ ask: 'silence', elapsed: 1 })
    const { sampled: found } = soundOf(await final(before))
    expect(asked).toHaveLength(1)
    expect(asked[0]?.bytes).toBeLessThanOrEqual(2_000_000)
    expect(found?.searched).toEqual([{ from: 0, to: expect.closeTo(125, 0) }])
    ask({ ask: 'silence', elapsed: 30 })
    expect(asked).toHaveLength(1) // enough is known
  })

  it('needs no sample where that is kept', async () => {
    const { last } = await sampled()
    const { fetch, asked } = serving(LONG)
    const { answers, ask, final } = begin(fetch)
    ask({ ...SOUND, kept: soundOf(last) })
    ask({ ask: 'detail', stretch: { from: 350, to: 360 } })
    expect(soundOf(await final())).toEqual(soundOf(last))
    await vi.waitFor(() => expect(detailOf(answers)).toHaveLength(1))
    expect(asked.map(({ range }) => range)).toEqual(['bytes=0-32767', 'bytes=5600044-5760043'])
    expect(soundOf(answers.at(-1) ?? never()).silences).toHaveLength(1)
  })
})

describe('no waveform', () => {
  const long = (name: string) => {
    const file = new Uint8Array(11_000_000)
    file.set(fileOf(name))
    return file
  }
  it.each([
    ['MP3 without a decoder', serving(fileOf('plan-mp3.mp3'))],
    ['a page', serving(new TextEncoder().encode('<!doctype html>Sign in'))],
    ['a long MP3', serving(long('plan-mp3.mp3'))],
    ['a long file without ranges', serving(LONG, { ranges: false })],
  ])('for %s', async (_name, { fetch, asked }) => {
    expect((await read(fetch, 60)).last).toEqual({ state: 'none' })
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  it.each([404, 502])('for a refusal: %i', async (status) => {
    expect((await read(async () => new Response('{}', { status }))).last.state).toBe('none')
  })

  it('for a connection that fails', async () => {
    expect((await read(() => Promise.reject(new TypeError('failed')))).last.state).toBe('none')
  })
})

describe('a recording that breaks off', () => {
  /** Answers, then breaks so many times, then answers again. */
  function breaking(file: Uint8Array<ArrayBuffer>, after: number, times: number) {
    const { fetch: whole, asked } = serving(file)
    let count = 0
    const fetch: typeof whole = async (input, init) => {
      count += 1
      if (count <= after || count > after + times) return whole(input, init)
      const answer = await whole(input, init)
      const part = new Uint8Array(await answer.arrayBuffer()).slice(0, 50_000)
      return new Response(part, answer)
    }
    return { fetch, asked }
  }

  it('goes on from where it stopped', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 })
    const file = fileOf('refund.wav')
    const { fetch, asked } = breaking(file, 1, 2)
    const { last } = await read(fetch)
    expect(last).toEqual((await read(serving(file).fetch)).last)
    expect(asked.map(({ range }) => range)).toEqual([
      'bytes=0-32767',
      'bytes=32768-221773',
      'bytes=82768-221773',
      'bytes=132768-221773',
    ])
  })

  it.each([
    ['a short one', fileOf('refund.wav'), 1],
    ['a long one', LONG, 40],
  ])('for good: what is known of %s stays', async (_name, file, after) => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 })
    const { fetch: whole } = serving(file)
    let count = 0
    const fetch: typeof whole = async (input, init) => {
      count += 1
      if (count <= after) return whole(input, init)
      return new Response(new ReadableStream({ start: (c) => c.error(new TypeError('cut')) }), {
        status: 206,
      })
    }
    const { last } = await read(fetch)
    expect(last.state).toBe('partial')
    expect(soundOf(last).peaks.lanes[0]?.some((size) => size > 0)).toBe(true)
  })
})

function never(): never {
  throw new Error('no such answer')
}
