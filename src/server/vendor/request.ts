import { createHash } from 'node:crypto'
import { CALL_TYPES, HANGUP_OUTCOMES, HANGUP_REASONS, HUNG_UP_BY } from '../../calls/call-codes.ts'
import type { TimeSpan } from '../../calls/periods.ts'
import { NO_FILTERS, type RecordsQuery } from '../../calls/query.ts'
import { inZone } from '../../calls/time.ts'
import type { Env } from '../env.ts'
import type { FetchFunction } from '../fetch.ts'
import { ProblemError } from '../http/problems.ts'
import { connectionCode, httpFailure, redact, vendorFailure } from './failures.ts'
import { type ReadOptions, readVendorAnswer, type VendorAnswer } from './read-answer.ts'
import { parseJson, readText, TooLongError } from './read-body.ts'

/** The filters that the vendor has. */
const VENDOR_FILTERS = [
  'group',
  'agent',
  'type',
  'reason',
  'hungUpBy',
  'number',
  'country',
  'label',
] as const

/** The filters of a request to the vendor. It takes one group at most, and its own codes only. */
export type VendorFilter = Pick<RecordsQuery, (typeof VENDOR_FILTERS)[number]>

/** One page of a filter and a period. */
export type VendorQuery = VendorFilter & TimeSpan & Pick<RecordsQuery, 'page' | 'size'>

const FILTERS_OF_MIRROR = (Object.keys(NO_FILTERS) as (keyof typeof NO_FILTERS)[]).filter(
  (key) => !['page', 'size', ...VENDOR_FILTERS].includes(key),
)

const isSet = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0)

/**
 * Returns the narrowest filter of the vendor's around `query`.
 * @returns `isExact`: whether it matches the very calls of `query`, in the vendor's order
 */
export function vendorFilterOf(query: Omit<RecordsQuery, 'from' | 'to'>): {
  filter: VendorFilter
  isExact: boolean
} {
  const { number, agent, country, label } = query
  const knownOf = (codes: readonly number[], known: readonly number[]) =>
    codes.every((code) => known.includes(code)) ? [...codes] : []
  const filter: VendorFilter = {
    group: query.group.length === 1 ? query.group : [],
    agent,
    type: knownOf(query.type, CALL_TYPES),
    reason: knownOf(reasonsOf(query), HANGUP_REASONS),
    hungUpBy: knownOf(query.hungUpBy, HUNG_UP_BY),
    number,
    country,
    label,
  }
  const isExact =
    FILTERS_OF_MIRROR.every((key) => key === 'outcome' || !isSet(query[key])) &&
    (['group', 'type', 'hungUpBy'] as const).every(
      (key) => query[key].length === filter[key].length,
    ) &&
    (isSet(query.reason) || isSet(query.outcome)) === isSet(filter.reason)
  return { filter, isExact }
}

/**
 * Returns the hangup reasons of the outcomes and reasons of a query; an empty list if they do not
 * narrow, or cannot be expressed as a list.
 */
function reasonsOf({ outcome, reason }: Pick<RecordsQuery, 'outcome' | 'reason'>): number[] {
  if (outcome.length === 0) return [...reason]
  if (outcome.includes('unknown')) return []
  const reasons = HANGUP_REASONS.filter((code) => outcome.includes(HANGUP_OUTCOMES[code]))
  return reasons.filter((code) => reason.length === 0 || reason.includes(code))
}

/** Drops empty lists and texts. The vendor refuses them, and they do not narrow the search. */
function withoutEmpty(params: Record<string, unknown[] | string | null>) {
  return Object.entries(params).filter(([, value]) => value !== null && value.length > 0)
}

/**
 * Returns the body of the vendor's `ccRecordQuery`. The same query always has the same body.
 * @param zone IANA zone that the times are written in
 */
export function serializeVendorBody(query: VendorQuery, zone: string): string {
  return JSON.stringify({
    current: query.page,
    size: query.size,
    params: {
      strTime: inZone(query.from, zone),
      endTime: inZone(query.to, zone),
      ...Object.fromEntries(
        withoutEmpty({
          sipGroupName: query.group[0] ?? null,
          seatNameList: query.agent,
          callType: query.type,
          hangupReason: query.reason,
          calledOrCaller: query.number,
          ccode: query.country,
          hangingDirection: query.hungUpBy,
          labelNames: query.label,
        }),
      ),
    },
  })
}

/**
 * Signs a request as the vendor requires: MD5 over key, secret and time, in hex.
 * @param timestampSeconds Unix time in seconds, the same as in the `Timestamp` header
 */
export function sign(key: string, secret: string, timestampSeconds: number): string {
  return createHash('md5').update(`${key}${secret}${timestampSeconds}`).digest('hex')
}

const MAX_BYTES = 10 * 1024 * 1024

interface VendorRequest {
  body: string
  /** Calls that the body requests. */
  size: number
  /** The vendor's Unix time, in whole seconds. */
  timestampSeconds: number
}

/** The result of one request to the vendor. */
type VendorOutcome =
  | Extract<VendorAnswer, { kind: 'page' }>
  /** The vendor refused the timestamp. `date` is its `Date` header. */
  | { kind: 'clock'; date: string | null; problem: ProblemError }
  | { kind: 'failure'; problem: ProblemError; mayPass: boolean }

interface VendorPostOptions extends ReadOptions {
  env: Env
  fetch: FetchFunction
  /** ms since the epoch */
  now: () => number
}

/** @param mayPass whether the same request may succeed a moment later */
function failure(problem: ProblemError, mayPass = false): VendorOutcome {
  return { kind: 'failure', problem, mayPass }
}

function malformed(detail: string): VendorOutcome {
  return failure(new ProblemError('vendor_malformed', detail))
}

/** Returns the outcome of a broken connection, or of a body that was too long. */
function readBroken(error: unknown): VendorOutcome {
  if (error instanceof TooLongError) return malformed('The phone system’s answer is over 10 MB.')
  const code = connectionCode(error)
  const detail = `The connection to the phone system failed${code === null ? '' : ` (${code})`}.`
  return failure(new ProblemError('vendor_unreachable', detail), true)
}

function mayPass({ status, headers }: Response): boolean {
  return status >= 500 && !(status === 503 && headers.has('Retry-After'))
}

/**
 * Creates the function that signs and sends one request, and reads the answer. It throws only the
 * signal's reason.
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
    if (answer.kind === 'malformed')
      return malformed('The phone system’s answer is not a page of calls.')
    if (answer.kind === 'too_many')
      return malformed('The phone system sent more than twice the calls requested.')
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
