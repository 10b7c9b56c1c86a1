import { readFileSync } from 'node:fs'
import { readByteRange } from '../server/recordings/ranges.ts'
import { httpStatus, scriptedFetch } from './scripted-fetch.ts'
import { createTestApp, recordingPath, TEST_NOW } from './test-app.ts'

export const TEST_SOURCE = 'https://rec.example/calls/call.wav'
/** A `Last-Modified` long before `TEST_NOW`. */
export const LONG_AGO = 'Tue, 03 Mar 2026 04:00:00 GMT'

const FOLDER = new URL('../../mocks/vendor/recordings/', import.meta.url)

/** Returns the bytes of a recording of the simulator. */
export const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))

/** Returns a WAV file, 16 bit at 8 kHz, mono, with the samples 0, 1, 2 and so on. */
export function wavOf(frames: number): Uint8Array<ArrayBuffer> {
  const wav = new Uint8Array(44 + 2 * frames)
  wav.set(fileOf('refund.wav').subarray(0, 44))
  const view = new DataView(wav.buffer)
  view.setUint32(4, wav.length - 8, true)
  view.setUint32(40, 2 * frames, true)
  for (let frame = 0; frame < frames; frame += 1) view.setInt16(44 + 2 * frame, frame, true)
  return wav
}

/** A quarter of a second. */
export const TEST_WAV = wavOf(2_000)

interface Source {
  status?: number
  body?: BodyInit | null
  headers?: Record<string, string>
}

/** A step of the network, by default a complete audio file. */
export function source({
  status = 200,
  body = TEST_WAV,
  headers = { 'Content-Type': 'audio/x-wav' },
}: Source = {}) {
  return () => new Response(body, { status, headers })
}

interface FileOptions {
  /** no: always the complete file. wrong: always from the first byte. refused: always 416. */
  ranges?: 'yes' | 'no' | 'wrong' | 'refused' | 'unstated'
  /** Maximal bytes of a 206. */
  maxPart?: number
  /** Whether the source states the length of the file. */
  length?: boolean
  headers?: Record<string, string>
  chunkBytes?: number
}

/** A step of the network: a file that supports ranges. `sent` counts the bytes that were read. */
export function fileSource(file: Uint8Array, options: FileOptions = {}) {
  const { ranges = 'yes', maxPart = file.length, length = true, chunkBytes = 4_096 } = options
  const counter = { sent: 0 }
  const headers = { 'Content-Type': 'audio/wav', ETag: '"v1"', 'Last-Modified': LONG_AGO }

  function bodyOf(part: Uint8Array): ReadableStream {
    let at = 0
    return new ReadableStream(
      {
        pull(controller) {
          const chunk = part.slice(at, at + chunkBytes)
          at += chunk.length
          counter.sent += chunk.length
          if (chunk.length > 0) controller.enqueue(chunk)
          if (at >= part.length) controller.close()
        },
      },
      { highWaterMark: 0 },
    )
  }

  function step(_url: string, init: RequestInit): Response {
    const given = new Headers(init.headers)
    const stated = { ...headers, ...options.headers }
    const isCurrent = [null, stated.ETag, stated['Last-Modified']].includes(given.get('If-Range'))
    const range = isCurrent ? readByteRange(given.get('Range'), file.length) : null
    if (range === 'unsatisfiable' || (range && ranges === 'refused')) {
      const size = ranges === 'refused' ? 'x' : file.length
      return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } })
    }
    if (!range || ranges === 'no') {
      const size: HeadersInit = length ? { 'Content-Length': String(file.length) } : {}
      return new Response(bodyOf(file), { headers: { ...stated, ...size } })
    }
    const last = Math.min(range.last, range.first + maxPart - 1)
    const first = ranges === 'wrong' ? 0 : range.first
    const place: HeadersInit =
      ranges === 'unstated'
        ? {}
        : { 'Content-Range': `bytes ${first}-${last}/${length ? file.length : '*'}` }
    return new Response(bodyOf(file.subarray(first, last + 1)), {
      status: 206,
      headers: { ...stated, ...place },
    })
  }

  return Object.assign(step, { counter })
}

export function redirect(location: string, status = 302) {
  return httpStatus(status, { Location: location })
}

/** Creates an app whose sources take these steps. */
export function createRecordingApp(
  steps: Parameters<typeof scriptedFetch>,
  now: () => number = () => TEST_NOW,
) {
  const fetch = scriptedFetch(...steps)
  const { app } = createTestApp(fetch, {}, now)
  return {
    calls: fetch.calls,
    /** Requests the recording at TEST_SOURCE, or at another address. */
    ask: async (init: RequestInit = {}, search = '', url = TEST_SOURCE) =>
      app.request(recordingPath(url) + search, init),
  }
}

/** Requests the recording at `TEST_SOURCE` from a source that takes these steps. */
export async function askRecording(
  steps: Parameters<typeof scriptedFetch>,
  init: RequestInit = {},
  search = '',
) {
  const { ask, calls } = createRecordingApp(steps)
  return { response: await ask(init, search), calls }
}

export async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer())
}

/** Whether the bytes are equal; much faster than `toEqual`. */
export function areSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(b)
}

/** Returns the HTTP status and the code of a failure. */
export async function failureOf(response: Response): Promise<[number, unknown]> {
  const { code } = await response.json()
  return [response.status, code]
}
