import type { AppContext } from './app-context.ts'
import { attachment, fileNameOf } from './content-disposition.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import type { Env } from './env.ts'
import type { FetchFunction } from './fetch-function.ts'
import type { Handles } from './handle.ts'
import { ProblemError } from './problem-error.ts'
import { type Recording, readRecording } from './read-recording.ts'
import { cachingOf } from './recording-caching.ts'
import { noAnswer } from './recording-failure.ts'
import { sourceHeaders } from './recording-headers.ts'
import { createRecordingSource } from './recording-source.ts'

interface RecordingsOptions {
  env: Env
  fetch: FetchFunction
  handles: Handles
  /** ms since the epoch */
  now: () => number
}

/** Statuses of the source's that a HEAD may get where a GET would not. */
const NO_HEAD = new Set([403, 405, 501])

function open(handles: Handles, handle: string): string {
  const url = handles.open(handle)
  if (url !== null) return url
  throw new ProblemError(
    'recording_missing',
    'This link to a recording is not valid any more. Reload the list of calls for a new one.',
  )
}

function answer(
  c: AppContext,
  { status, headers, body }: Recording,
  parts: { url: string; now: number },
): Response {
  const isDownload = c.req.query('download') !== undefined
  return new Response(c.req.method === 'HEAD' ? null : body, {
    status,
    headers: {
      ...headers,
      'Cache-Control': cachingOf({ status, headers }, parts.now),
      // What comes from elsewhere must not run as a page of ours.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': isDownload ? attachment(fileNameOf(parts.url)) : 'inline',
    },
  })
}

/** Makes the handler of `GET /api/recordings/:handle`: the audio, streamed as it comes. */
export function createRecordings({ env, fetch, handles, now }: RecordingsOptions) {
  const openSource = createRecordingSource(env, fetch)

  async function head(url: string, signal: AbortSignal): Promise<Response> {
    const headers = sourceHeaders(new Headers())
    const response = await openSource(url, { method: 'HEAD', headers, signal })
    if (!NO_HEAD.has(response.status)) return response
    const firstByte = { ...headers, Range: 'bytes=0-0' }
    const probe = await openSource(url, { method: 'GET', headers: firstByte, signal })
    await probe.body?.cancel()
    return probe
  }

  /** The time limit is for the answer and its first bytes; how long somebody listens is theirs. */
  async function within(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Recording>) {
    try {
      return await withDeadline(env.timeoutMs, signal, work)
    } catch (error) {
      throw error instanceof DeadlineError ? noAnswer(env.timeoutMs) : error
    }
  }

  return async function recordings(c: AppContext) {
    const url = open(handles, c.req.param('handle') ?? '')
    const isHead = c.req.method === 'HEAD'
    const headers = sourceHeaders(c.req.raw.headers)
    const recording = await within(c.req.raw.signal, async (signal) => {
      const response = isHead
        ? await head(url, signal)
        : await openSource(url, { method: 'GET', headers, signal })
      return readRecording(response, { url, isHead })
    })
    return answer(c, recording, { url, now: now() })
  }
}
