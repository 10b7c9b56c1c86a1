import { abortReason } from '../abort-reason.ts'
import type { Env } from '../env.ts'
import type { FetchFunction } from '../fetch-function.ts'
import { createAddressRule } from './address-rule.ts'
import { forbiddenHost, throwConnectionFailure, unreachable } from './failure.ts'
import { type ByteRange, readContentRange, type Validators } from './ranges.ts'
import { untilAborted } from './time-limit.ts'

/** Not shared with another thread, as the types of a body require. */
export type Bytes = Uint8Array<ArrayBuffer>

const MAX_REDIRECTS = 3
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const PLAIN_HEADERS = {
  // A coding would make lengths and ranges count other bytes than the listener gets.
  'Accept-Encoding': 'identity',
  Accept: 'audio/*, application/octet-stream;q=0.9, */*;q=0.1',
}

/** What the source answered. `close` it, unless `read` returned `null` or threw. */
export interface SourceAnswer {
  status: number
  headers: Headers
  validators: Validators
  /** The part that a 206 holds; `null` for other statuses, and for a 206 whose part is unusable. */
  part: (ByteRange & { size: number | null }) | null
  /** Bytes of the whole file; `null` if unknown. */
  size: number | null
  /** Returns the next bytes, or `null` at the end. Throws a ProblemError if the connection broke. */
  read: () => Promise<Bytes | null>
  close: () => void
}

interface SourceRequest {
  /** `Range`, and `If-Range` with it. */
  headers?: Record<string, string>
  signal: AbortSignal
}

/** Requests a recording where it lies. */
export type OpenSource = (url: string, request: SourceRequest) => Promise<SourceAnswer>

function redirectTarget(response: Response, base: URL): URL {
  const location = response.headers.get('Location') ?? ''
  if (!URL.canParse(location, base.href))
    throw unreachable('The recording’s source redirects nowhere.')
  return new URL(location, base)
}

/** Whether the body was coded all the same; `fetch` decodes it, so its length is another. */
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
  // A body that takes no notice of the signal must not hold anyone up.
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
 * Makes the function that requests a recording where it lies and follows at most three redirects.
 * Every address on the way passes the address rule; nothing but the given headers is sent. It
 * returns the answer, whatever its status, once its headers are there.
 * @throws ProblemError for an address that is refused or out of reach; the signal's reason
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
