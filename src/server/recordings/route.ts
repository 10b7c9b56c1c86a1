import { type User, WRITING_MS } from '../../calls/call.ts'
import { formatInZone } from '../../calls/time.ts'
import type { Recorder } from '../audit/recorder.ts'
import { maySee, requireFiles } from '../auth/scope.ts'
import { createTimeLimit, DeadlineError, type TimeLimit } from '../deadline.ts'
import type { Env } from '../env.ts'
import type { FetchFunction } from '../fetch.ts'
import { type AppContext, clientOf } from '../http/context.ts'
import { ProblemError } from '../http/problems.ts'
import { attachment, fileNameOf, withFittingExtension } from './audio-type.ts'
import { HEAD_BYTES, type OpenedSource } from './head.ts'
import type { Probe } from './probe.ts'
import { createProbeCache, isSettled } from './probe-cache.ts'
import { type ByteRange, isNotModified, isRangeCurrent, readByteRange } from './ranges.ts'
import { createTurns, readSpan } from './read-span.ts'
import type { SealedRecording, SealedUrls } from './sealed-url.ts'
import {
  type Bytes,
  ChangedError,
  createSource,
  noAnswer,
  type OpenSource,
  throwConnectionFailure,
  unreachable,
} from './source.ts'
import { transcode } from './transcoding.ts'

/** Long enough for seeking and for coming back to a call. */
const SETTLED = 'private, max-age=600'
/** Long enough to play a preloaded recording. */
const UNDATED = 'private, max-age=60'
/** The browser must revalidate each time (RFC 9111 section 5.2.2.4). */
const CHANGING = 'private, no-cache'

/**
 * Returns the `Cache-Control` of an answer. A recording that is still being written must not be
 * cached, because it grows.
 * @param lastModified of the file at the source, even if the answer does not state it
 * @param now milliseconds since the epoch
 */
export function cachingOf(status: number, lastModified: string | null, now: number): string {
  if (status === 416) return 'no-store'
  const modified = Date.parse(lastModified ?? '')
  if (Number.isNaN(modified)) return UNDATED
  return modified + WRITING_MS < now ? SETTLED : CHANGING
}

interface Answer {
  status: 200 | 206 | 304 | 416
  range?: string
  length?: number | null
  body?: ReadableStream<Bytes>
}

function respond(c: AppContext, probe: Probe, answer: Answer, now: number): Response {
  const { status, range, length, body } = answer
  const { contentType, validators, size, file } = probe
  const isDownload = c.req.query('download') !== undefined
  const name = isDownload ? withFittingExtension(fileNameOf(file.url), contentType) : ''
  return new Response(body ?? null, {
    status,
    headers: {
      ...(status !== 304 && { 'Content-Type': contentType }),
      'Accept-Ranges': size === null ? 'none' : 'bytes',
      ...(typeof length === 'number' && { 'Content-Length': String(length) }),
      ...(range !== undefined && { 'Content-Range': `bytes ${range}` }),
      ...(validators.etag !== null && { ETag: validators.etag }),
      ...(validators.lastModified !== null && { 'Last-Modified': validators.lastModified }),
      'Cache-Control': cachingOf(status, file.validators.lastModified, now),
      // Content of another server must not run as a page of ours.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': isDownload ? attachment(name) : 'inline',
    },
  })
}

/**
 * Streams `first`, which was read already, and then `chunks`. Nothing is read ahead. If the source
 * breaks, the stream errors, so the listener's connection ends as broken.
 * @param onEnd receives the number of bytes that were sent
 */
function streamOf(
  first: Bytes | null,
  chunks: AsyncGenerator<Bytes, void>,
  timeLimit: TimeLimit,
  onEnd: (bytes: number) => void,
): ReadableStream<Bytes> {
  let bytes = first?.length ?? 0
  return new ReadableStream<Bytes>(
    {
      start(controller) {
        if (first) controller.enqueue(first)
        else {
          controller.close()
          onEnd(0)
        }
      },
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          if (!done) {
            bytes += value.length
            return controller.enqueue(value)
          }
          timeLimit.release()
          controller.close()
          onEnd(bytes)
        } catch (error) {
          timeLimit.release()
          controller.error(error)
          onEnd(bytes)
        }
      },
      cancel(reason) {
        timeLimit.abort(reason)
        onEnd(bytes)
        chunks.return().catch(() => {})
      },
    },
    { highWaterMark: 0 },
  )
}

interface ServeOptions {
  opened: OpenedSource | null
  signal: AbortSignal
  onSkip: () => void
  takeTurn: () => Promise<() => void>
}

/**
 * Reads a range of the playable recording: the file, the file with an index, or decoded samples.
 * @throws ChangedError, ProblemError, or Error if the source ends too early
 */
function serve(
  open: OpenSource,
  { file, form }: Probe,
  range: ByteRange,
  options: ServeOptions,
): AsyncGenerator<Bytes, void> {
  const read = (span: ByteRange) => readSpan(open, file, span, options)
  function chunks(): AsyncGenerator<Bytes, void> {
    if (form.kind === 'plain') return read(range)
    if (form.kind === 'indexed') return inserted(form, range, read)
    const { wav, checkpoints } = form
    return transcode(wav, range, { checkpoints, read, onSkip: options.onSkip })
  }
  return closing(chunks(), options.opened)
}

/** Closes the source's answer, even if no part of the range was read from it. */
async function* closing(
  chunks: AsyncGenerator<Bytes, void>,
  opened: OpenedSource | null,
): AsyncGenerator<Bytes, void> {
  try {
    yield* chunks
  } finally {
    opened?.close()
  }
}

/** Reads a range of the file with `bytes` inserted at `at`. */
async function* inserted(
  { at, bytes }: { at: number; bytes: Bytes },
  { first, last }: ByteRange,
  read: (span: ByteRange) => AsyncGenerator<Bytes, void>,
): AsyncGenerator<Bytes, void> {
  let missing = bytes.subarray(Math.max(first - at, 0), Math.max(last + 1 - at, 0))
  let place = first < at ? first : Math.max(first - bytes.length, at)
  const end = last < at ? last : Math.max(last - bytes.length, at - 1)
  if (place <= end)
    for await (const chunk of read({ first: place, last: end })) {
      const isHere = place <= at && at < place + chunk.length && missing.length > 0
      yield isHere ? spliced(chunk, at - place, missing) : chunk
      if (isHere) missing = missing.subarray(missing.length)
      place += chunk.length
    }
  if (missing.length > 0) yield missing
}

function spliced(chunk: Bytes, at: number, bytes: Bytes): Bytes {
  const all = new Uint8Array(chunk.length + bytes.length)
  all.set(chunk.subarray(0, at))
  all.set(bytes, at)
  all.set(chunk.subarray(at), at + bytes.length)
  return all
}

interface RecordingsOptions {
  env: Env
  fetch: FetchFunction
  sealedUrls: SealedUrls
  recorder: Recorder
  /** ms since the epoch */
  now: () => number
}

const DAY_MS = 86_400_000

/** How often a recording is opened if it changes while it is read. */
const MAX_ATTEMPTS = 3

/** Returns the details by which the audit log finds a call. */
function auditedCall({ id, start }: SealedRecording) {
  return { call: id, startedAt: start && new Date(start * 1000).toISOString() }
}

/**
 * Returns the content of a sealed URL.
 * @param today the day in the account's zone, `YYYY-MM-DD`
 * @throws ProblemError if it is not valid any more, or not for this user
 */
function openSealed(
  { decrypt }: SealedUrls,
  sealed: string,
  user: User,
  today: string,
): SealedRecording {
  const content = decrypt(sealed)
  const isCurrent = content !== null && today <= dayAfter(content.day)
  if (!isCurrent)
    throw new ProblemError(
      'recording_missing',
      'This link to a recording is not valid any more. Reload the list of calls for a new one.',
    )
  if (maySee(user, content.group)) return content
  throw new ProblemError('out_of_scope', 'The recording is of a group that is not among yours.')
}

/** @param day `YYYY-MM-DD` */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
}

/** Whether the request reads from the first byte to beyond the probed head. */
function readsAll({ req }: AppContext): boolean {
  if (req.method === 'HEAD') return false
  const range = readByteRange(req.raw.headers.get('Range') ?? null, Number.POSITIVE_INFINITY)
  return (
    range === null || range === 'unsatisfiable' || (range.first === 0 && range.last >= HEAD_BYTES)
  )
}

/** Creates the handler of `GET /api/recordings/:handle`, which sends audio that browsers can play. */
export function createRecordings({ env, fetch, sealedUrls, recorder, now }: RecordingsOptions) {
  const open = createSource(env, fetch)
  const probes = createProbeCache({ open, timeoutMs: env.timeoutMs, now })
  const turns = createTurns()

  /** Returns the probe. It is renewed if it is old and the answer needs no other request. */
  async function findProbe(url: string, c: AppContext, { signal }: TimeLimit) {
    const want = { signal, isAll: readsAll(c) }
    const found = await probes.get(url, want)
    if (found.isFresh || isSettled(found.probe, now()) || !isAnsweredByProbe(c, found.probe))
      return found
    probes.forget(url)
    return probes.get(url, want)
  }

  function isAnsweredByProbe(c: AppContext, probe: Probe): boolean {
    if (c.req.method === 'HEAD' || isNotModified(c.req.raw.headers, probe.validators)) return true
    return rangeOf(c, probe) === 'unsatisfiable'
  }

  function rangeOf({ req }: AppContext, { size, validators }: Probe) {
    const { headers } = req.raw
    if (size === null || !isRangeCurrent(headers.get('If-Range'), validators, now())) return null
    return readByteRange(headers.get('Range'), size)
  }

  async function answer(
    c: AppContext,
    content: SealedRecording,
    timeLimit: TimeLimit,
  ): Promise<Response> {
    const { url } = content
    timeLimit.stop() // the probe has its own time limit
    const { probe, opened } = await findProbe(url, c, timeLimit)
    timeLimit.start()
    const { size } = probe
    const withoutBody = (given: Answer) => {
      opened?.close()
      timeLimit.release()
      return respond(c, probe, given, now())
    }
    if (isNotModified(c.req.raw.headers, probe.validators)) return withoutBody({ status: 304 })
    if (c.req.method === 'HEAD') return withoutBody({ status: 200, length: size })
    const range = rangeOf(c, probe)
    if (range === 'unsatisfiable') return withoutBody({ status: 416, range: `*/${size}` })
    const span = range ?? { first: 0, last: (size ?? Number.POSITIVE_INFINITY) - 1 }
    const { first, chunks } = await begin(c, { probe, opened, span, timeLimit })
    const body = streamOf(first, chunks, timeLimit, (bytes) => {
      if (c.req.query('download') === undefined)
        noteListening(c, content, bytes / (size ?? Number.POSITIVE_INFINITY))
    })
    const length = Number.isFinite(span.last) ? span.last - span.first + 1 : null
    if (!range) return respond(c, probe, { status: 200, length, body }, now())
    const stated = `${span.first}-${span.last}/${size}`
    return respond(c, probe, { status: 206, range: stated, length, body }, now())
  }

  /** Reads the first chunk, so that a failure before it can still be answered with a problem. */
  async function begin(
    c: AppContext,
    parts: {
      probe: Probe
      opened: OpenedSource | null
      span: { first: number; last: number }
      timeLimit: TimeLimit
    },
  ): Promise<{ first: Bytes | null; chunks: AsyncGenerator<Bytes, void> }> {
    const { probe, opened, span, timeLimit } = parts
    const { signal } = timeLimit
    const forward = () => opened?.abort(signal.reason)
    signal.addEventListener('abort', forward, { once: true })
    const chunks = serve(open, probe, span, {
      opened,
      signal,
      onSkip: timeLimit.extend,
      takeTurn: () => turns.take(clientOf(c), signal),
    })
    const { done, value } = await chunks.next()
    timeLimit.stop()
    return { first: done ? null : value, chunks }
  }

  /** Records how many seconds of a call were sent. @param share of the recording, from 0 to 1 */
  function noteListening(c: AppContext, content: SealedRecording, share: number): void {
    const seconds = content.seconds && Math.round(content.seconds * share)
    try {
      recorder.record(c, 'listened', { ...auditedCall(content), seconds })
    } catch {
      // The next request is refused, because this event was lost.
    }
  }

  return async function recordings(c: AppContext): Promise<Response> {
    const user = c.get('user')
    if (c.req.query('download') !== undefined) requireFiles(user)
    const today = formatInZone(now(), env.timeZone, 'YYYY-MM-DD')
    const content = openSealed(sealedUrls, c.req.param('handle') ?? '', user, today)
    recorder.requireWritable()
    if (c.req.query('download') !== undefined && c.req.method === 'GET')
      recorder.record(c, 'downloaded', auditedCall(content))
    const timeLimit = createTimeLimit(env.timeoutMs, c.req.raw.signal)
    try {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        try {
          return await answer(c, content, timeLimit)
        } catch (error) {
          if (!(error instanceof ChangedError)) throw error
          probes.forget(content.url)
        }
      }
      throw unreachable('The recording changes while it is read.')
    } catch (error) {
      if (error instanceof ProblemError && error.code !== 'server_busy') probes.forget(content.url)
      timeLimit.release()
      if (error instanceof DeadlineError) throw noAnswer(env.timeoutMs)
      if (error instanceof ProblemError || c.req.raw.signal.aborted) throw error
      return throwConnectionFailure(error)
    }
  }
}
