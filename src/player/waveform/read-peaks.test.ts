import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BINS } from './create-binning.ts'
import type { Peaks } from './peaks.ts'
import { readPeaks } from './read-peaks.ts'

const FOLDER = new URL('../../../mocks/vendor/recordings/', import.meta.url)
const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))

/** A source of one file, which notes the bytes it was asked for. */
function serving(file: Uint8Array<ArrayBuffer>, { ranges = true } = {}) {
  const asked: { range: string; bytes: number; init: RequestInit | undefined }[] = []
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

/** An hour-like WAV file: the second half is loud. */
function longFile(bytes: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(bytes)
  file.set(fileOf('refund.wav').subarray(0, 44))
  new DataView(file.buffer).setUint32(40, bytes - 44, true)
  new Int16Array(file.buffer, 44).fill(16_384, (bytes - 44) / 4)
  return file
}

describe('peaks of the demo recordings', () => {
  it.each([
    ['refund.wav', 1, 13.86],
    ['wrong-number.wav', 1, null],
    ['delivery-stereo.wav', 2, 9.92],
    ['delivery-stereo.wav', 2, 1], // far too short a guess
  ])('%s, as another reader finds them', async (name, channels, seconds) => {
    const file = fileOf(name)
    const { fetch } = serving(file)
    const peaks = (await readPeaks({ url: '/x', seconds, fetch })) as Peaks
    const framesPerBin = Math.round(peaks.secondsPerBin * 8000)
    expect(peaks.lanes[0]?.length).toBeLessThanOrEqual(BINS)
    expect(peaks.lanes.map((lane) => [...lane])).toEqual(peaksByHand(file, channels, framesPerBin))
  })

  // By `sox FILE -n remix CHANNEL stat`: the larger of the two amplitudes.
  it.each([
    ['address-alaw.wav', [0.546875]],
    ['appointment-ulaw.wav', [0.542847]],
    ['internet-alaw-stereo.wav', [0.546875, 0.515625]],
    ['invoice-ulaw-stereo.wav', [0.511597, 0.511597]],
    ['booking-gsm.wav', [0.538086]],
    ['codecs/ima-adpcm.wav', [0.520233]],
    ['codecs/ms-adpcm-stereo.wav', [0.509125, 0.497986]],
  ])('%s, as loud as sox finds it', async (name, loudest) => {
    const { fetch } = serving(fileOf(name))
    const peaks = (await readPeaks({ url: '/x', seconds: null, fetch })) as Peaks
    expect(peaks.lanes.map((lane) => Math.max(...lane) / 255)).toEqual(
      loudest.map((size) => Math.round(size * 255) / 255),
    )
  })
})

describe('what is asked for', () => {
  it('is all of a short recording, behind the sound and past its cache', async () => {
    const { fetch, asked } = serving(fileOf('refund.wav'))
    const early: Peaks[] = []
    await readPeaks({ url: '/x', seconds: 13.8, fetch, onProgress: (soFar) => early.push(soFar()) })
    expect(asked.map(({ range }) => range)).toEqual(['bytes=0-32767', 'bytes=32768-'])
    for (const { init } of asked) expect(init).toMatchObject({ priority: 'low', cache: 'no-store' })
    expect(early.length).toBeGreaterThan(10)
    expect(early[0]?.lanes[0]?.length).toBeLessThan(early.at(-1)?.lanes[0]?.length ?? 0)
  })

  it('is at most 3 % of a long one', async () => {
    const file = longFile(12_000_044)
    const { fetch, asked } = serving(file)
    const peaks = (await readPeaks({ url: '/x', seconds: 750, fetch })) as Peaks
    const bytes = asked.reduce((sum, part) => sum + part.bytes, 0)
    expect(bytes).toBeLessThanOrEqual(file.length * 0.03)
    expect(peaks.secondsPerBin).toBeCloseTo(750 / 200)
    expect(peaks.lanes).toEqual([new Uint8Array(200).fill(128, 100)])
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
    const peaks = (await readPeaks({ url: '/x', seconds: 6400, fetch })) as Peaks
    const [, ...windows] = asked.map(({ range }) => Number(/\d+/.exec(range)))
    expect(windows.every((start) => (start - 60) % 65 === 0)).toBe(true)
    const bytes = asked.reduce((sum, part) => sum + part.bytes, 0)
    expect(bytes).toBeLessThanOrEqual(file.length * 0.03)
    expect(peaks.secondsPerBin).toBeCloseTo(6400 / 200)
    expect(peaks.lanes[0]?.length).toBe(200)
    expect(Math.max(...(peaks.lanes[0] ?? []))).toBeGreaterThan(0.4 * 255)
  })

  it('is all, once, where the source knows no ranges', async () => {
    const file = fileOf('refund.wav')
    const { fetch, asked } = serving(file, { ranges: false })
    const peaks = (await readPeaks({ url: '/x', seconds: null, fetch })) as Peaks
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
    const read = (from: Uint8Array<ArrayBuffer>) =>
      readPeaks({ url: '/x', seconds: 13.8, fetch: serving(from).fetch })
    expect(await read(broken)).toEqual(await read(file))
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
    ['a long file without ranges', serving(longFile(12_000_044), { ranges: false })],
  ])('for %s', async (_name, { fetch, asked }) => {
    expect(await readPeaks({ url: '/x', seconds: 60, fetch })).toBeNull()
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  it('for a refusal', async () => {
    const fetch = async () => new Response('{}', { status: 404 })
    expect(await readPeaks({ url: '/x', seconds: 60, fetch })).toBeNull()
  })

  it('for a recording that breaks off: it throws', async () => {
    const { fetch: whole } = serving(fileOf('refund.wav'))
    let asked = 0
    const fetch: typeof whole = async (input, init) => {
      asked += 1
      return asked === 1 ? whole(input, init) : new Response(null, { status: 502 })
    }
    await expect(readPeaks({ url: '/x', seconds: 60, fetch })).rejects.toThrow('502')
  })
})
