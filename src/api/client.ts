import { createStore } from 'zustand/vanilla'
import type { AuthMethod } from '../calls/call.ts'
import { isProblemCode, type ProblemCode } from '../calls/problems.ts'

/** The way to sign in, once the endpoint has refused a request for it; `null` otherwise. */
export const signedOut = createStore<AuthMethod | null>(() => null)

/** The endpoint's codes, and the failures that only the page can detect. */
export type FailureCode =
  | ProblemCode
  | 'offline'
  | 'bad_answer'
  | 'recording_pending'
  | 'recording_unplayable'

/** A failed request. */
export class RequestFailure extends Error {
  readonly code: FailureCode
  /** The endpoint's message, which may contain the vendor's reason. */
  readonly detail: string | null
  readonly requestId: string | null
  readonly vendorStatus: string | null
  /** Seconds to wait before a retry, if the endpoint states them. */
  readonly retryAfter: number | null

  constructor(
    code: FailureCode,
    about: {
      detail?: string | undefined
      requestId?: string | undefined
      vendorStatus?: string | undefined
      retryAfter?: number | undefined
    } = {},
  ) {
    super(about.detail ?? code)
    this.name = 'RequestFailure'
    this.code = code
    this.detail = about.detail ?? null
    this.requestId = about.requestId ?? null
    this.vendorStatus = about.vendorStatus ?? null
    this.retryAfter = about.retryAfter ?? null
  }
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Wraps any error as a `RequestFailure`. Unknown errors become `bad_answer`. */
export function asFailure(error: unknown): RequestFailure {
  return error instanceof RequestFailure ? error : new RequestFailure('bad_answer')
}

/**
 * Reads the failure from an unsuccessful answer. Anything but RFC 9457 problem details is
 * `bad_answer`. A `signed_out` problem also sets `signedOut`.
 */
export async function readFailure(response: Response): Promise<RequestFailure> {
  const body: unknown = await response.json().catch(() => null)
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  if (!isProblemCode(problem.code)) return new RequestFailure('bad_answer')
  if (problem.code === 'signed_out') signedOut.setState(problem.auth as AuthMethod)
  const retryAfter = response.headers.get('Retry-After') ?? ''
  return new RequestFailure(problem.code, {
    detail: stringOf(problem.detail),
    requestId: stringOf(problem.requestId),
    vendorStatus: stringOf(problem.vendorStatus),
    retryAfter: /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined,
  })
}

declare global {
  /** Answers by path that `public/early.js` requested while the scripts loaded. */
  var earlyAnswers: Map<string, Promise<Response>> | undefined
}

/** Takes the early answer to a path. It is used once, because a later request wants a new one. */
function takeEarly(path: string): Promise<Response> | undefined {
  const answer = globalThis.earlyAnswers?.get(path)
  globalThis.earlyAnswers?.delete(path)
  return answer
}

/**
 * Fetches JSON from our endpoint. It sends no request while `signedOut` is set.
 * @throws RequestFailure for every failure except an abort, which is rethrown unchanged
 */
export async function fetchJson<T>(
  path: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  if (signedOut.getState()) throw new RequestFailure('signed_out')
  let response: Response
  try {
    const request = { signal, headers: { Accept: 'application/json', ...headers } }
    response = await (takeEarly(path) ?? fetch(path, request))
  } catch (error) {
    if (signal.aborted) throw error
    throw new RequestFailure('offline')
  }
  if (!response.ok) {
    const failure = await readFailure(response)
    signal.throwIfAborted()
    throw failure
  }
  try {
    return (await response.json()) as T
  } catch (error) {
    if (signal.aborted) throw error
    throw new RequestFailure('bad_answer')
  }
}
