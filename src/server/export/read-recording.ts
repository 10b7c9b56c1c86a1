import { createHash } from 'node:crypto'
import { type CallRecord, hasNextPage, type RecordsPage } from '../../calls/call.ts'
import { secondsAround } from '../../calls/periods.ts'
import { isProblemCode, type ProblemCode } from '../../calls/problems.ts'
import { MAX_PAGE_SIZE, NO_FILTERS, serializeRecordsQuery } from '../../calls/query.ts'
import { ProblemError } from '../http/problems.ts'

/** Sends a request to this server itself, as the page does. */
export type FetchOwn = (
  path: string,
  init: { headers?: Record<string, string>; signal: AbortSignal },
) => Response | Promise<Response>

/** Waits. Tests wait without a clock. @throws an error when the signal aborts */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

/** The recording changed while it was read. */
export class ChangedRecording extends Error {
  override readonly name = 'ChangedRecording'
}

/** A source that is silent for this long (ms) sends nothing more. */
export const SILENCE_MS = 45_000
/** Pauses before each retry in seconds. After the last one, the recording is given up. */
const PAUSES = [1, 2, 4]
/** The longest pause (s) that a server may request. */
const MAX_PAUSE = 30
/** After this many recordings in a row were given up, the next are tried once. */
const MAX_GIVEN_UP = 3
/** A renewed address is requested at most this often without progress. */
const MAX_ADDRESSES = 3
/** Fewer new bytes are no progress, because a source that sends a few at a time would never end. */
const PROGRESS_BYTES = 65_536

/** Failures that may pass. */
const TRANSIENT: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'recording_unreachable',
  'vendor_busy',
  'server_busy',
  'vendor_timeout',
  'vendor_unreachable',
  'vendor_error',
  'vendor_malformed',
])
/** Failures that another address may repair. */
const OF_ADDRESS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'recording_expired',
  'recording_missing',
])

/** The retries of one recording. */
export interface Retries {
  /** Waits until the next attempt. @throws `error` if there is none */
  waitAfter: (error: unknown) => Promise<void>
  /** Restores the retry budget after progress. */
  renew: () => void
}

/**
 * Creates the retry budget that all recordings of an archive share. If several in a row were given
 * up, their source is down, and waiting for each would take hours.
 */
export function createRetryBudget(pause: Pause, signal: AbortSignal): () => Retries {
  let givenUp = 0
  return function retries() {
    let failures = 0
    return {
      async waitAfter(error) {
        signal.throwIfAborted()
        if (!(error instanceof ProblemError) || !TRANSIENT.has(error.code)) throw error
        const seconds = givenUp < MAX_GIVEN_UP ? PAUSES[failures] : undefined
        if (seconds === undefined) {
          givenUp += 1
          throw error
        }
        failures += 1
        const requested = Math.min(error.extras.retryAfterSeconds ?? 0, MAX_PAUSE)
        await pause(Math.max(seconds, requested) * 1_000, signal)
      },
      renew() {
        failures = 0
        givenUp = 0
      },
    }
  }
}

export interface ReadingOptions {
  fetchOwn: FetchOwn
  pause: Pause
  signal: AbortSignal
  retries: Retries
}

/** A recording that is read to its end, even if its source breaks off in between. */
export interface Reading {
  /** The bytes, each once. @throws ProblemError, ChangedRecording, or the signal's reason */
  chunks: AsyncGenerator<Uint8Array, void>
  /** Returns the type that the first answer stated. */
  type: () => string
  /** Returns the SHA-256 of the bytes read so far, in hex. */
  digest: () => string
}

/**
 * Reads the recording of `call`, which has one. If its source breaks off, the rest is requested. If
 * its address has expired, the call's record is requested for another one. Repeated bytes must be
 * the same as before, and the length must be as stated.
 */
export function readRecording(
  call: CallRecord,
  { fetchOwn, pause, signal, retries }: ReadingOptions,
): Reading {
  const hash = createHash('sha256')
  const digest = () => hash.copy().digest('hex')
  let address = call.recording ?? ''
  let first: Part | null = null
  let total: number | null = null
  let bytes = 0
  const renewed = new Set<string>()

  async function* nextPart(): AsyncGenerator<Uint8Array, void> {
    const left = new AbortController()
    const own = AbortSignal.any([signal, left.signal])
    try {
      const validator = first?.validator ?? null
      // Without a version and a length, only the complete recording can be compared.
      const from = validator === null && total === null ? 0 : bytes
      const part = await inTime(requestPart(fetchOwn, address, { from, validator, signal: own }))
      first ??= part
      total ??= part.total
      if (total !== (part.total ?? total)) throw new ChangedRecording()
      yield* skip(bytes - part.from, readBody(part))
    } finally {
      left.abort()
    }
  }

  async function inTime<T>(work: Promise<T>): Promise<T> {
    const done = new AbortController()
    const silence = pause(SILENCE_MS, done.signal).then(() => Promise.reject(unreachable()))
    silence.catch(() => {})
    try {
      return await Promise.race([work, silence])
    } finally {
      done.abort()
    }
  }

  async function* readBody({ body }: Part): AsyncGenerator<Uint8Array, void> {
    const reader = body?.getReader()
    if (!reader) return
    const broken = () => Promise.reject(unreachable())
    try {
      for (;;) {
        const { done, value } = await inTime(reader.read().catch(broken))
        if (done) return
        yield value
      }
    } finally {
      reader.cancel().catch(() => {})
    }
  }

  /** Discards the first `count` bytes if they are those that came before. */
  async function* skip(count: number, body: AsyncIterable<Uint8Array>) {
    const check = createHash('sha256')
    let left = count
    for await (const chunk of body) {
      const known = chunk.subarray(0, left)
      left -= known.length
      if (known.length > 0) check.update(known)
      if (known.length > 0 && left === 0 && check.digest('hex') !== digest())
        throw new ChangedRecording()
      if (known.length < chunk.length) yield chunk.subarray(known.length)
    }
    if (left > 0) throw unreachable()
  }

  /** Takes the present address of the call's record. @throws `error` if there is no other */
  async function renewAddress(error: unknown): Promise<void> {
    if (renewed.has(address) || renewed.size >= MAX_ADDRESSES) throw error
    renewed.add(address)
    for (;;) {
      try {
        const fresh = await findRecording(call, fetchOwn, signal)
        if (fresh === null || fresh === address) throw error
        address = fresh
        return
      } catch (failure) {
        if (failure === error) throw error
        await retries.waitAfter(failure).catch(() => {
          signal.throwIfAborted()
          throw error
        })
      }
    }
  }

  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      let progress = 0
      try {
        for await (const chunk of nextPart()) {
          bytes += chunk.length
          progress += chunk.length
          hash.update(chunk)
          yield chunk
        }
        if (bytes > (total ?? bytes)) throw new ChangedRecording()
        if (bytes === (total ?? bytes)) return retries.renew()
        throw unreachable()
      } catch (error) {
        signal.throwIfAborted()
        if (progress >= PROGRESS_BYTES) {
          retries.renew()
          renewed.clear()
        }
        if (error instanceof ProblemError && OF_ADDRESS.has(error.code)) await renewAddress(error)
        else await retries.waitAfter(error)
      }
    }
  }

  return { chunks: chunks(), type: () => first?.type ?? '', digest }
}

function unreachable(): ProblemError {
  return new ProblemError('recording_unreachable', 'The recording was not read to its end.')
}

/** A recording from one of its bytes on. */
interface Part {
  /** The place of its first byte: as requested, or 0 if the answer is the complete recording. */
  from: number
  /** Bytes of the complete recording; `null` if unknown. */
  total: number | null
  type: string
  /** Names this version (RFC 9110, section 13.1.5), if the answer has one. */
  validator: string | null
  /** `null` if nothing is left to send. */
  body: ReadableStream<Uint8Array> | null
}

interface PartRequest {
  from: number
  validator: string | null
  signal: AbortSignal
}

async function request(
  fetchOwn: FetchOwn,
  path: string,
  init: Parameters<FetchOwn>[1],
): Promise<Response> {
  try {
    return await fetchOwn(path, init)
  } catch {
    init.signal.throwIfAborted()
    throw unreachable()
  }
}

async function requestPart(
  fetchOwn: FetchOwn,
  path: string,
  { from, validator, signal }: PartRequest,
): Promise<Part> {
  const headers = {
    ...(from > 0 && { Range: `bytes=${from}-` }),
    ...(from > 0 && validator !== null && { 'If-Range': validator }),
  }
  const response = await request(fetchOwn, path, { headers, signal })
  if (response.status === 416) return endAt(from, response)
  if (!response.ok) throw await problemOf(response)
  const tag = response.headers.get('ETag')
  return {
    ...extentOf(from, response),
    type: response.headers.get('Content-Type') ?? '',
    // A weak tag does not identify bytes.
    validator: tag?.startsWith('"') ? tag : response.headers.get('Last-Modified'),
    body: response.body,
  }
}

async function problemOf(response: Response): Promise<ProblemError> {
  const problem = (await response.json().catch(() => null)) as { code?: unknown } | null
  const code = isProblemCode(problem?.code) ? problem.code : 'recording_unreachable'
  const retryAfterSeconds = Number(response.headers.get('Retry-After') ?? 0)
  return new ProblemError(code, 'The recording was not sent.', { retryAfterSeconds })
}

/** There is no byte at `from`: either all came before, or the recording was longer. */
async function endAt(from: number, response: Response): Promise<Part> {
  await response.body?.cancel()
  const total = Number(/^bytes \*\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1])
  if (total !== from) throw new ChangedRecording()
  return { from, total, type: '', validator: null, body: null }
}

function extentOf(from: number, { status, headers }: Response): Pick<Part, 'from' | 'total'> {
  if (status !== 206) {
    const length = headers.get('Content-Length')
    return { from: 0, total: length === null ? null : Number(length) }
  }
  const range = headers.get('Content-Range') ?? ''
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? []
  if (Number(start) !== from) throw unreachable()
  return { from, total: total === '*' ? null : Number(total) }
}

/** Requests the present record of `call`. @returns the path of its recording; `null` without one */
async function findRecording(
  { id, startedAt, group }: CallRecord,
  fetchOwn: FetchOwn,
  signal: AbortSignal,
): Promise<string | null> {
  if (!startedAt) return null
  const query = { ...NO_FILTERS, ...secondsAround(startedAt), size: MAX_PAGE_SIZE }
  // The group keeps the answer short, but the vendor may not find the call by it.
  for (const groups of group === null ? [[]] : [[group], []])
    for (let page = 1; ; page += 1) {
      const search = serializeRecordsQuery({ ...query, group: groups, page })
      const response = await request(fetchOwn, `/api/records${search}`, { signal })
      if (!response.ok) throw await problemOf(response)
      const answer = (await response.json()) as RecordsPage
      const found = answer.records.find((call) => call.id === id)
      if (found) return found.recording
      if (answer.records.length === 0 || !hasNextPage(answer)) break
    }
  return null
}
