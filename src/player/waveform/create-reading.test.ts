import { afterEach, describe, expect, it, vi } from 'vitest'
import { fakeSource, withNotes } from '../decoding/fake-source.ts'
import { BINS } from './create-binning.ts'
import { fileOf, LONG, LONG_SECONDS, read, serving, soundOf } from './read-served.ts'

afterEach(() => void vi.useRealTimers())
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

it.each(['refund.wav', 'booking-gsm.wav'])('%s sounds the same after a long head', async (name) => {
  const { last } = await read(serving(withNotes(fileOf(name), 30_000)).fetch)
  expect(last).toEqual((await read(serving(fileOf(name)).fetch)).last)
})

describe('what is asked for', () => {
  it('is all of a short recording, behind the sound and past its cache', async () => {
    const { fetch, asked } = serving(fileOf('refund.wav'))
    const { answers } = await read(fetch, 51)
    expect(asked.map(({ range }) => range)).toEqual(['bytes=0-32767', 'bytes=32768-221773'])
    for (const { init } of asked) expect(init).toMatchObject({ priority: 'low', cache: 'no-store' })
    expect(answers.length).toBeGreaterThan(1)
    const [first = 0, final = 0] = [answers[0], answers.at(-1)].map(
      (answer) => answer && soundOf(answer).peaks.lanes[0]?.length,
    )
    expect(first).toBeLessThan(final)
  })

  it('is all at once where it is known to be short', async () => {
    const { fetch, asked } = serving(fileOf('refund.wav'))
    const { last } = await read(fetch, 13.8)
    expect(asked.map(({ range }) => range)).toEqual(['bytes=0-9999999'])
    expect(last.state).toBe('whole')
  })

  it('is no more than its head of one that is long after all', async () => {
    const { fetch, asked } = serving(LONG)
    const { last } = await read(fetch, 13.8)
    expect(last.state).toBe('whole')
    expect(soundOf(last).sampled).not.toBeNull()
    expect(asked.slice(1).reduce((sum, part) => sum + part.bytes, 0)).toBeLessThan(LONG.length / 30)
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

  describe('is right for a file whose writer did not come back', () => {
    const file = fileOf('refund.wav')
    const broken = file.slice()
    new DataView(broken.buffer).setUint32(4, 0, true)
    new DataView(broken.buffer).setUint32(40, 0, true)
    const whole = async () => (await read(serving(file).fetch)).last

    it.each([true, false])('of known length, with ranges: %s', async (ranges) => {
      const { last } = await read(fakeSource(broken, { ranges }).fetch)
      expect(last).toEqual(await whole())
    })

    // mediabunny decodes 2048 frames at a time, and not the last ones where there should be more.
    it.each([true, false])(
      'but for the end, of unknown length, with ranges: %s',
      async (ranges) => {
        const { last } = await read(fakeSource(broken, { ranges, length: false }).fetch)
        const [all, known] = [await whole(), last].map((answer) => [
          ...(soundOf(answer).peaks.lanes[0] ?? []),
        ])
        expect(last.state).toBe('whole')
        expect(known?.length).toBeGreaterThan((all?.length ?? 0) - 2048 / 160 - 1)
        expect(known?.slice(0, -1)).toEqual(all?.slice(0, (known?.length ?? 0) - 1))
      },
    )
  })
})
