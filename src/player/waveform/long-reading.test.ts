import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLongMp3 } from '../../../mocks/vendor/recording/long-mp3.ts'
import {
  begin,
  fileOf,
  LONG,
  LONG_SECONDS,
  never,
  read,
  SOUND,
  serving,
  soundOf,
} from './read-served.ts'
import type { WorkerAnswer } from './worker-messages.ts'

afterEach(() => void vi.useRealTimers())

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
  const longMp3 = createLongMp3(fileOf('payment-stereo-mp3.mp3'), 61)
  const mp3 = new Uint8Array(longMp3.slice(0, longMp3.length))
  const variable = mp3.slice()
  variable.set(new TextEncoder().encode('Xing'), 41)
  it.each([
    ['MP3 without a decoder', serving(fileOf('plan-mp3.mp3'))],
    ['a page', serving(new TextEncoder().encode('<!doctype html>Sign in'))],
    ['a long MP3 without a decoder', serving(mp3), 1 + 5 * 4],
    ['a long MP3 of a variable bit rate', serving(variable)],
    ['a long file without ranges', serving(LONG, { ranges: false })],
  ])('for %s', async (_name, { fetch, asked }, most = 2) => {
    expect((await read(fetch, 60)).last).toEqual({ state: 'none' })
    expect(asked.length).toBeLessThanOrEqual(most)
  })

  it('for one that would be a year long, as no sound has 50 frames in a second', async () => {
    const head = fileOf('appointment-ulaw.wav').slice(0, 32_768)
    new DataView(head.buffer).setUint32(24, 50, true)
    const { fetch, asked } = serving(head, { size: 1_600_000_000 })
    expect((await read(fetch)).last).toEqual({ state: 'none' })
    expect(asked).toHaveLength(1)
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

  /** A source of which the connection breaks: at once, or after its first bytes. */
  function cut(first = new Uint8Array(), init: ResponseInit = { status: 206 }): Response {
    const chunks = [first].filter(({ length }) => length > 0)
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      const chunk = chunks.shift()
      if (chunk) controller.enqueue(chunk)
      else controller.error(new TypeError('cut'))
    }
    return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), init)
  }

  it.each([
    ['a short one', fileOf('refund.wav'), 1],
    ['a long one', LONG, 40],
  ])('for good: what is known of %s stays', async (_name, file, after) => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 })
    const { fetch: whole } = serving(file)
    let count = 0
    const fetch: typeof whole = async (input, init) => {
      count += 1
      return count <= after ? whole(input, init) : cut()
    }
    const { last } = await read(fetch)
    expect(last.state).toBe('partial')
    expect(soundOf(last).peaks.lanes[0]?.some((size) => size > 0)).toBe(true)
  })

  it.each([
    ['that can be read in parts', 206, { 'Content-Range': 'bytes 0-32767/221774' }],
    ['that cannot', 200, { 'Content-Length': '221774' }],
    ['of unknown length', 200, {}],
  ])('in its first bytes, for good, is known so far: one %s', async (_name, status, headers) => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 500 })
    const first = fileOf('refund.wav').slice(0, 3 * 8000)
    const answers = [cut(first, { status, headers })]
    const { last } = await read(async () => answers.shift() ?? cut())
    const { peaks } = soundOf(last)
    expect(last.state).toBe('partial')
    expect(peaks.secondsPerBin * (peaks.lanes[0]?.length ?? 0)).toBeGreaterThan(1.2) // of 1.5
  })
})
