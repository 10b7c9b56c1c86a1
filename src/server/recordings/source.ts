import { abortReason, untilAborted } from '../deadline.ts'
import type { Env } from '../env.ts'
import { type FetchFunction, ForbiddenAddressError } from '../fetch.ts'
import { ProblemError } from '../http/problems.ts'
import { createAddressRule } from './address-rule.ts'
import { type ByteRange, readContentRange, type Validators } from './ranges.ts'

/** Bytes that are not shared with another thread, as the type of a body requires. */
export type Bytes = Uint8Array<ArrayBuffer>

const MAX_REDIRECTS = 3
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const PLAIN_HEADERS = {
  // With a coding, lengths and ranges would count the compressed bytes.
  'Accept-Encoding': 'identity',
  Accept: 'audio/*, application/octet-stream;q=0.9, */*;q=0.1',
}

/** An answer of the source. Call `close`, unless `read` returned `null` or threw. */
export interface SourceAnswer {
  status: number
  headers: Headers
  validators: Validators
  /** The range of a 206; `null` for other statuses, and if the range is unusable. */
  part: (ByteRange & { size: number | null }) | null
  /** Bytes of the complete file; `null` if unknown. */
  size: number | null
  /** Returns the next bytes, or `null` at the end. Throws a ProblemError if the connection breaks. */
  read: () => Promise<Bytes | null>
  close: () => void
}

interface SourceRequest {
  /** `Range`, and `If-Range` with it. */
  headers?: Record<string, string>
  signal: AbortSignal
}

/** Requests a recording from its source. */
export type OpenSource = (url: string, request: SourceRequest) => Promise<SourceAnswer>

function redirectTarget(response: Response, base: URL): URL {
  const location = response.headers.get('Location') ?? ''
  if (!URL.canParse(location, base.href))
    throw unreachable('The recording’s source redirects nowhere.')
  return new URL(location, base)
}

/** Whether the body has a coding. Then `fetch` decodes it, and the length differs. */
function isEncoded(headers: Headers): boolean {
  const coding = headers.get('Content-Encoding')?.trim().toLowerCase() ?? ''
  return coding !== '' && coding !== 'identity'
}

function sizeOf({ status, headers }: Response, part: SourceAnswer['part']): number | null {
  if (status === 206) return part?.size ?? null
  const length = headers.get('Content-Length')
  return length !== null && /^\d+$/.test(length) && !isEncoded(headers) ? Number(length) : null
}

function sourceAnswer(response: Response, signal: AbortSignal): SourceAnswer {
  const { status, headers } = response
  const reader: ReadableStreamDefaultReader<Bytes> | undefined = response.body?.getReader()
  const part =
    status === 206 && !isEncoded(headers) ? readContentRange(headers.get('Content-Range')) : null
  // A body may ignore the signal, so the reader is cancelled here.
  const leave = () => void reader?.cancel(abortReason(signal)).catch(() => {})
  const release = () => signal.removeEventListener('abort', leave)
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })

  return {
    status,
    headers,
    validators: {
      etag: headers.get('ETag') || null,
      lastModified: headers.get('Last-Modified') || null,
    },
    part,
    size: sizeOf(response, part),
    async read() {
      try {
        const { done = true, value } = (await reader?.read()) ?? {}
        if (signal.aborted) throw abortReason(signal)
        if (!done && value) return value
        release()
        return null
      } catch (error) {
        release()
        return signal.aborted ? Promise.reject(abortReason(signal)) : throwConnectionFailure(error)
      }
    },
    close() {
      release()
      void reader?.cancel().catch(() => {})
    },
  }
}

/**
 * Creates the function that requests a recording from its source. It follows at most `MAX_REDIRECTS`
 * redirects, and each address must pass the address rule. It returns answers of any status, once
 * their headers are there.
 * @throws ProblemError if the address is forbidden or unreachable; the signal's reason
 */
export function createSource(env: Env, fetch: FetchFunction): OpenSource {
  const isAllowed = createAddressRule(env.recordingHosts)

  async function request(url: URL, headers: Record<string, string>, signal: AbortSignal) {
    const init = { method: 'GET', headers, redirect: 'manual', signal } as const
    const answer = fetch(url.href, init)
    try {
      return await untilAborted(answer, signal)
    } catch (error) {
      if (!signal.aborted) throwConnectionFailure(error)
      answer.then(({ body }) => body?.cancel()).catch(() => {})
      throw abortReason(signal)
    }
  }

  return async function openSource(from, { headers, signal }) {
    let url = new URL(from)
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      if (!isAllowed(url)) throw forbiddenHost()
      const response = await request(url, { ...PLAIN_HEADERS, ...headers }, signal)
      if (!REDIRECTS.has(response.status)) return sourceAnswer(response, signal)
      response.body?.cancel().catch(() => {})
      url = redirectTarget(response, url)
    }
    throw unreachable('The recording’s source redirects too often.')
  }
}

const NO_ANSWER = 504

function forbiddenHost(): ProblemError {
  return new ProblemError(
    'recording_forbidden_host',
    'The recording lies at an address this server may not fetch from.',
  )
}

export function unreachable(detail: string): ProblemError {
  return new ProblemError('recording_unreachable', detail)
}

/** The source sent nothing for `ms`. */
export function noAnswer(ms: number): ProblemError {
  const detail = `Where the recording lies, nothing answered within ${ms} ms.`
  return new ProblemError('recording_unreachable', detail, { status: NO_ANSWER })
}

export function notAudio(): ProblemError {
  return new ProblemError('recording_not_audio', 'What the recording’s source sent is not audio.')
}

export function emptyRecording(): ProblemError {
  return new ProblemError('recording_empty', 'The recording holds no sound.')
}

export function endedEarly(): ProblemError {
  return unreachable('The recording’s source sent less than it stated.')
}

/** The recording changed while it was read, so that its parts do not belong together. */
export class ChangedError extends Error {
  override readonly name = 'ChangedError'
}

/** The source answered with an HTTP status that is no success. */
export function sourceRefused(status: number): ProblemError {
  if (status === 404)
    return new ProblemError('recording_missing', 'Where it was, the recording is no more.')
  if (status === 401 || status === 403 || status === 410)
    return new ProblemError(
      'recording_expired',
      'The recording’s source does not give it out any more.',
    )
  return unreachable(`The recording’s source answered HTTP ${status}.`)
}

/** Looks through the causes, because `fetch` wraps connection errors. */
function isForbiddenAddress(error: unknown): boolean {
  if (error instanceof ForbiddenAddressError) return true
  if (error instanceof AggregateError && error.errors.some(isForbiddenAddress)) return true
  return error instanceof Error && isForbiddenAddress(error.cause)
}

/** Throws the problem for a failed connection to the source. */
export function throwConnectionFailure(error: unknown): never {
  throw isForbiddenAddress(error)
    ? forbiddenHost()
    : unreachable('The connection to where the recording lies failed.')
}
