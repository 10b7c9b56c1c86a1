import { RequestFailure, readFailure } from '../../api/client.ts'
import { RecordingChanged } from './recording-failure.ts'

/** A recording from one of its bytes on, as it comes. */
export interface Part {
  /** Its first byte's place in the recording: the one asked for, or 0 where there are no ranges. */
  from: number
  /** Bytes of the whole recording; `null` where its source does not say. */
  total: number | null
  type: string
  /** Names this version of it (RFC 9110, section 13.1.5); `null` where nothing does. */
  validator: string | null
  /** `null` where nothing is left to send. */
  body: ReadableStream<Uint8Array> | null
}

interface Question {
  from: number
  /** Of the part that was read before. */
  validator: string | null
  fetch: typeof globalThis.fetch
  signal: AbortSignal
}

/**
 * Asks for the recording at `address` from the byte `from` on.
 * @throws RequestFailure for an answer that is a failure, or none
 * @throws RecordingChanged where it ends before `from`
 * @throws the signal's reason when it aborts first
 */
export async function askPart(
  address: string,
  { from, validator, fetch, signal }: Question,
): Promise<Part> {
  const headers = new Headers()
  if (from > 0) headers.set('Range', `bytes=${from}-`)
  if (from > 0 && validator !== null) headers.set('If-Range', validator)
  const response = await fetch(address, {
    headers,
    cache: 'no-store', // an archive would push out of the cache what people listen to
    priority: 'low',
    signal,
  }).catch(() => {
    signal.throwIfAborted()
    throw new RequestFailure('offline')
  })
  if (response.status === 416) return endAt(from, response)
  if (!response.ok) throw await failureOf(response, signal)
  return {
    ...extentOf(from, response),
    type: response.headers.get('Content-Type') ?? '',
    validator: validatorOf(response.headers),
    body: response.body,
  }
}

async function failureOf(response: Response, signal: AbortSignal): Promise<RequestFailure> {
  const failure = await readFailure(response)
  signal.throwIfAborted()
  return failure
}

/** No byte at `from`: all of it has come before, or it was longer then. */
async function endAt(from: number, response: Response): Promise<Part> {
  await response.body?.cancel()
  const total = Number(/^bytes \*\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1])
  if (total !== from) throw new RecordingChanged()
  return { from, total, type: '', validator: null, body: null }
}

function extentOf(from: number, { status, headers }: Response): Pick<Part, 'from' | 'total'> {
  if (status !== 206) return { from: 0, total: lengthOf(headers) }
  const range = headers.get('Content-Range') ?? ''
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? []
  if (Number(first) !== from) throw new RequestFailure('bad_answer')
  return { from, total: total === '*' ? null : Number(total) }
}

/** The length of a body that was coded on its way counts other bytes than are read. */
function lengthOf(headers: Headers): number | null {
  const length = headers.get('Content-Length')
  return length === null || headers.has('Content-Encoding') ? null : Number(length)
}

/** A weak tag says nothing of single bytes. */
function validatorOf(headers: Headers): string | null {
  const tag = headers.get('ETag')
  return tag?.startsWith('"') ? tag : headers.get('Last-Modified')
}
