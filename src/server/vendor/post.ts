import type { Env } from '../env.ts'
import type { FetchFunction } from '../fetch-function.ts'
import { ProblemError } from '../http/problem-error.ts'
import { connectionCode } from './connection-code.ts'
import { parseJson } from './parse-json.ts'
import { httpFailure, vendorFailure } from './problem.ts'
import { type ReadOptions, readVendorAnswer, type VendorAnswer } from './read-answer.ts'
import { readText, TooLongError } from './read-text.ts'
import { redact } from './redact.ts'
import { sign } from './sign.ts'

const MAX_BYTES = 10 * 1024 * 1024

interface VendorRequest {
  body: string
  /** Calls that the body requests. */
  size: number
  /** The vendor's Unix time, in whole seconds. */
  timestampSeconds: number
}

/** How one request to the vendor went. */
type VendorOutcome =
  | Extract<VendorAnswer, { kind: 'page' }>
  /** `date`: the vendor's `Date` header. */
  | { kind: 'clock'; date: string | null; problem: ProblemError }
  | { kind: 'failure'; problem: ProblemError; mayPass: boolean }

interface VendorPostOptions extends ReadOptions {
  env: Env
  fetch: FetchFunction
  /** ms since the epoch */
  now: () => number
}

function failure(problem: ProblemError, mayPass = false): VendorOutcome {
  return { kind: 'failure', problem, mayPass }
}

function malformed(detail: string): VendorOutcome {
  return failure(new ProblemError('vendor_malformed', detail))
}

/** A broken connection, or what came of reading a body that was too long. */
function readBroken(error: unknown): VendorOutcome {
  if (error instanceof TooLongError) return malformed('The vendor’s answer is over 10 MB.')
  const code = connectionCode(error)
  const detail = `The connection to the vendor failed${code === null ? '' : ` (${code})`}.`
  return failure(new ProblemError('vendor_unreachable', detail), true)
}

/** Whether the same request may well succeed a moment later. */
function mayPass({ status, headers }: Response): boolean {
  return status >= 500 && !(status === 503 && headers.has('Retry-After'))
}

/**
 * Makes the function that sends one request, signed for its timestamp, and reads the answer.
 * It throws nothing but the signal's reason.
 */
export function createVendorPost({ env, fetch, now, ...read }: VendorPostOptions) {
  const { apiKey, apiSecret } = env
  const url = `${env.baseUrl}/v3/voice/ccRecordQuery`

  async function readAnswer(
    text: string,
    size: number,
    date: string | null,
    signature: string,
  ): Promise<VendorOutcome> {
    const answer = readVendorAnswer(await parseJson(text), size, read)
    if (answer.kind === 'page') return answer
    if (answer.kind === 'malformed') return malformed('The vendor’s answer is not a page of calls.')
    if (answer.kind === 'too_many')
      return malformed('The vendor sent more than twice the calls requested.')
    const [status, reason] = [answer.status, answer.reason ?? ''].map((words) =>
      redact(words, [apiSecret, signature, apiKey]),
    ) as [string, string]
    const problem = vendorFailure(status, reason)
    return status === '-16' ? { kind: 'clock', date, problem } : failure(problem, status === '-18')
  }

  async function exchange(request: RequestInit) {
    const response = await fetch(url, { method: 'POST', redirect: 'manual', ...request })
    if (response.ok) return { response, text: await readText(response, MAX_BYTES) }
    await response.body?.cancel()
    return { response, text: '' }
  }

  return async function post(
    { body, size, timestampSeconds }: VendorRequest,
    signal: AbortSignal,
  ): Promise<VendorOutcome> {
    const signature = sign(apiKey, apiSecret, timestampSeconds)
    const headers = {
      'Content-Type': 'application/json;charset=UTF-8',
      'Api-Key': apiKey,
      Timestamp: String(timestampSeconds),
      Sign: signature,
    }
    const exchanged = await exchange({ headers, body, signal }).catch((error: unknown) => {
      signal.throwIfAborted()
      return readBroken(error)
    })
    if ('kind' in exchanged) return exchanged
    const { response, text } = exchanged
    if (response.ok) return readAnswer(text, size, response.headers.get('Date'), signature)
    return failure(httpFailure(response, now()), mayPass(response))
  }
}
