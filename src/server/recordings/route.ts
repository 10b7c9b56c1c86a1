import type { AppContext } from '../app-context.ts'
import { DeadlineError } from '../deadline.ts'
import type { Env } from '../env.ts'
import type { FetchFunction } from '../fetch-function.ts'
import { clientOf } from '../http/client-address.ts'
import { ProblemError } from '../http/problem-error.ts'
import { withFittingExtension } from './audio-type.ts'
import { cachingOf } from './caching.ts'
import { attachment, fileNameOf } from './content-disposition.ts'
import { ChangedError, noAnswer, throwConnectionFailure, unreachable } from './failure.ts'
import { HEAD_BYTES, type OpenedSource } from './head.ts'
import type { Probe } from './probe.ts'
import { createProbeCache, isSettled } from './probe-cache.ts'
import { isNotModified, isRangeCurrent, readByteRange } from './ranges.ts'
import type { Handles } from './sealed-url.ts'
import { serve } from './serve.ts'
import { type Bytes, createSource } from './source.ts'
import { createTimeLimit, type TimeLimit } from './time-limit.ts'
import { createTurns } from './turns.ts'

interface RecordingsOptions {
  env: Env
  fetch: FetchFunction
  handles: Handles
  /** ms since the epoch */
  now: () => number
}

/** How often a recording is opened anew because it changed while it was read. */
const MAX_ATTEMPTS = 3

function openSealed(handles: Handles, handle: string): string {
  const url = handles.open(handle)
  if (url !== null) return url
  throw new ProblemError(
    'recording_missing',
    'This link to a recording is not valid any more. Reload the list of calls for a new one.',
  )
}

/** Whether the request is for more from the first byte on than a look into the recording reads. */
function readsAll({ req }: AppContext): boolean {
  if (req.method === 'HEAD') return false
  const range = readByteRange(req.raw.headers.get('Range') ?? null, Number.POSITIVE_INFINITY)
  return (
    range === null || range === 'unsatisfiable' || (range.first === 0 && range.last >= HEAD_BYTES)
  )
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
      // What comes from elsewhere must not run as a page of ours.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': isDownload ? attachment(name) : 'inline',
    },
  })
}

/**
 * Streams `chunks` after `first`, which was read already; nothing is read ahead of the listener. If
 * the source breaks, so does the stream: the listener's connection ends as broken.
 */
function streamOf(
  first: Bytes | null,
  chunks: AsyncGenerator<Bytes, void>,
  timeLimit: TimeLimit,
): ReadableStream<Bytes> {
  return new ReadableStream<Bytes>(
    {
      start(controller) {
        if (first) controller.enqueue(first)
        else controller.close()
      },
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          if (!done) return controller.enqueue(value)
          timeLimit.release()
          controller.close()
        } catch (error) {
          timeLimit.release()
          controller.error(error)
        }
      },
      cancel(reason) {
        timeLimit.abort(reason)
        chunks.return().catch(() => {})
      },
    },
    { highWaterMark: 0 },
  )
}

/** Makes the handler of `GET /api/recordings/:handle`: audio that a browser can play. */
export function createRecordings({ env, fetch, handles, now }: RecordingsOptions) {
  const open = createSource(env, fetch)
  const probes = createProbeCache({ open, timeoutMs: env.timeoutMs, now })
  const turns = createTurns()

  /** Looks at the source again before an answer that comes from the probe alone, if that is old. */
  async function findProbe(url: string, c: AppContext, { signal }: TimeLimit) {
    const want = { signal, isAll: readsAll(c) }
    const found = await probes.get(url, want)
    if (found.isFresh || isSettled(found.probe, now()) || !isAnsweredAlone(c, found.probe))
      return found
    probes.forget(url)
    return probes.get(url, want)
  }

  function isAnsweredAlone(c: AppContext, probe: Probe): boolean {
    if (c.req.method === 'HEAD' || isNotModified(c.req.raw.headers, probe.validators)) return true
    return rangeOf(c, probe) === 'unsatisfiable'
  }

  function rangeOf({ req }: AppContext, { size, validators }: Probe) {
    const { headers } = req.raw
    if (size === null || !isRangeCurrent(headers.get('If-Range'), validators, now())) return null
    return readByteRange(headers.get('Range'), size)
  }

  async function answer(c: AppContext, url: string, timeLimit: TimeLimit): Promise<Response> {
    timeLimit.stop() // the probe has a time limit of its own
    const { probe, opened } = await findProbe(url, c, timeLimit)
    timeLimit.start()
    const { size } = probe
    const alone = (given: Answer) => {
      opened?.close()
      timeLimit.release()
      return respond(c, probe, given, now())
    }
    if (isNotModified(c.req.raw.headers, probe.validators)) return alone({ status: 304 })
    if (c.req.method === 'HEAD') return alone({ status: 200, length: size })
    const range = rangeOf(c, probe)
    if (range === 'unsatisfiable') return alone({ status: 416, range: `*/${size}` })
    const span = range ?? { first: 0, last: (size ?? Number.POSITIVE_INFINITY) - 1 }
    const { first, chunks } = await begin(c, { probe, opened, span, timeLimit })
    const body = streamOf(first, chunks, timeLimit)
    const length = Number.isFinite(span.last) ? span.last - span.first + 1 : null
    if (!range) return respond(c, probe, { status: 200, length, body }, now())
    const stated = `${span.first}-${span.last}/${size}`
    return respond(c, probe, { status: 206, range: stated, length, body }, now())
  }

  /** Reads the first chunk, so that a failure before it still has an answer of its own. */
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

  return async function recordings(c: AppContext): Promise<Response> {
    const url = openSealed(handles, c.req.param('handle') ?? '')
    const timeLimit = createTimeLimit(env.timeoutMs, c.req.raw.signal)
    try {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        try {
          return await answer(c, url, timeLimit)
        } catch (error) {
          if (!(error instanceof ChangedError)) throw error
          probes.forget(url)
        }
      }
      throw unreachable('The recording changes while it is read.')
    } catch (error) {
      if (error instanceof ProblemError && error.code !== 'server_busy') probes.forget(url)
      timeLimit.release()
      if (error instanceof DeadlineError) throw noAnswer(env.timeoutMs)
      if (error instanceof ProblemError || c.req.raw.signal.aborted) throw error
      return throwConnectionFailure(error)
    }
  }
}
