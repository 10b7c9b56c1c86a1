import { chunksOf } from '../../lib/chunks-of.ts'

const BUFFER_BYTES = 262_144
/** A larger recording gets no waveform. */
export const MAX_BYTES = 150_000_000
/** Retries without a byte in between, and the pause before each. */
const MAX_RETRIES = 2
const RETRY_MS = 500

export type Chunks = AsyncGenerator<Uint8Array, void>

/** The recording has more than `MAX_BYTES`. */
export class TooLargeError extends Error {}

/** The endpoint refuses the recording, or it has changed. A retry would not help. */
class RefusedError extends Error {}

/**
 * Streams a recording once, at a lower priority than playback. It bypasses the cache, because two
 * readers of one cache entry wait for each other. A broken stream resumes at its last byte.
 * @yields bytes that the next ones may overwrite
 * @throws TooLargeError as soon as the size is known to be too large, stated or not
 * @throws Error if the recording cannot be read to its end
 */
export async function* streamRecording(url: string, fetch: typeof globalThis.fetch): Chunks {
  let at = 0
  let size = Number.POSITIVE_INFINITY
  let validator: string | null = null

  async function request(): Promise<ReadableStream<Uint8Array>> {
    const headers = new Headers(at > 0 ? { Range: `bytes=${at}-` } : {})
    if (at > 0 && validator) headers.set('If-Range', validator)
    const response = await fetch(url, { headers, priority: 'low', cache: 'no-store' })
    const { status, body } = response
    const isExpected = status === (at > 0 ? 206 : 200) && firstByteOf(response) === at
    if (!body || !isExpected) {
      await body?.cancel().catch(() => undefined)
      throw new RefusedError(`status ${status} from byte ${at}`)
    }
    if (at > 0) return body
    size = lengthOf(response.headers)
    const tag = response.headers.get('ETag')
    validator = tag?.startsWith('"') ? tag : null
    if (size <= MAX_BYTES || size === Number.POSITIVE_INFINITY) return body
    await body.cancel().catch(() => undefined)
    throw new TooLargeError()
  }

  for (let failures = 0; at < size; ) {
    try {
      for await (const chunk of reusedChunksOf(await request())) {
        at += chunk.length
        if (at > MAX_BYTES) throw new TooLargeError()
        failures = 0
        yield chunk
      }
      if (size === Number.POSITIVE_INFINITY) return
      if (at < size) throw new Error('the recording ended before its time')
    } catch (error) {
      const isFinal = error instanceof RefusedError || error instanceof TooLargeError
      if (isFinal || failures === MAX_RETRIES) throw error
      failures += 1
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

/**
 * Yields the chunks of a body in one reused buffer if possible. Otherwise an hour would allocate
 * 115 MB.
 */
async function* reusedChunksOf(body: ReadableStream<Uint8Array>): Chunks {
  let reader: ReadableStreamBYOBReader
  try {
    reader = body.getReader({ mode: 'byob' })
  } catch {
    return yield* chunksOf(body)
  }
  try {
    for (let buffer = new ArrayBuffer(BUFFER_BYTES); ; ) {
      const { done, value } = await reader.read(new Uint8Array(buffer))
      if (done) return
      yield value
      buffer = value.buffer
    }
  } finally {
    await reader.cancel().catch(() => undefined) // the error was thrown already
  }
}

function firstByteOf({ status, headers }: Response): number {
  if (status !== 206) return 0
  return Number(/^bytes (\d+)-/.exec(headers.get('Content-Range') ?? '')?.[1] ?? Number.NaN)
}

function lengthOf(headers: Headers): number {
  const length = headers.get('Content-Length') ?? ''
  const isKnown = /^\d+$/.test(length) && !headers.has('Content-Encoding')
  return isKnown ? Number(length) : Number.POSITIVE_INFINITY
}
