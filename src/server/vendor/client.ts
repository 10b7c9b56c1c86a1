import { DeadlineError, pause, withDeadline } from '../deadline.ts'
import type { Env } from '../env.ts'
import type { FetchFunction } from '../fetch.ts'
import { ProblemError } from '../http/problems.ts'
import { createBackoff } from './backoff.ts'
import { createQueue, DEFAULT_URGENCY, QueueFullError } from './queue.ts'
import type { VendorPage } from './read-answer.ts'
import { createVendorPost, serializeVendorBody, type VendorQuery } from './request.ts'
import { createRequestCoalescing } from './request-coalescing.ts'

const RETRY_PAUSE_MS = { min: 200, max: 600 }
const QUEUE_RETRY_SECONDS = 5

/** A page or a problem, and the time since the request was first sent, in ms. */
export type VendorResult = { vendorMs: number } & (VendorPage | { problem: ProblemError })

interface VendorClientOptions {
  env: Env
  fetch: FetchFunction
  /** ms since the epoch */
  now: () => number
}

interface Sender {
  /** Clients take turns in the queue. */
  client: string
  /** From 0 to 7. One client's queries with a lower number go first; 7 yields to all clients. */
  urgency: number
}

/** Requests one page of calls. It throws only the signal's reason; other failures are results. */
export type QueryVendor = (
  query: VendorQuery,
  signal: AbortSignal,
  sender?: Sender,
) => Promise<VendorResult>

const DEFAULT_SENDER: Sender = { client: 'none', urgency: DEFAULT_URGENCY }

function asProblem(error: unknown, timeoutMs: number): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof DeadlineError)
    return new ProblemError('vendor_timeout', `The phone system took longer than ${timeoutMs} ms.`)
  if (error instanceof QueueFullError)
    return new ProblemError('server_busy', 'Too many queries are waiting for their turn here.', {
      retryAfterSeconds: QUEUE_RETRY_SECONDS,
    })
  throw error
}

/** Returns how a failed request ended, for the backoff. */
function endOf(error: unknown) {
  if (error instanceof DeadlineError) return 'timed_out'
  if (!(error instanceof ProblemError) || error.code === 'vendor_unreachable') return 'unanswered'
  const { retryAfterSeconds: busySeconds } = error.extras
  return error.code === 'vendor_busy' && busySeconds !== undefined ? { busySeconds } : 'answered'
}

/** Returns the page size. The vendor may send fewer calls and number its pages by that. */
function sizeOf({ sent, size }: VendorPage, requested: number): number {
  return size !== null && size >= Math.max(sent, 1) && size < requested ? size : requested
}

/**
 * Returns how many calls match; `null` if the vendor's total is below the calls so far. Without a
 * total, a page that is not full is the last one.
 */
function countOf({ records, sent, total }: VendorPage, page: number, size: number): number | null {
  const before = (page - 1) * size
  if (total === null) return sent < size ? before + records.length : null
  return records.length > 0 && total < before + records.length ? null : total
}

/** Returns the number of a page with its size, and with the totals as far as they can be true. */
export function pagingOf(answer: VendorPage, query: Pick<VendorQuery, 'page' | 'size'>) {
  const { page } = query
  const size = sizeOf(answer, query.size)
  const total = countOf(answer, page, size)
  return { total, page, size, pages: total === null ? null : Math.ceil(total / size) }
}

/** An estimate of the vendor's clock. */
interface VendorClock {
  /** The vendor's Unix time now, in whole seconds. */
  seconds: () => number
  /** Sets the clock by a `Date` header (RFC 9110 section 6.6.1); `false` if it is no date. */
  set: (date: string | null) => boolean
  /** Whole seconds that the vendor's clock is ahead of ours; negative if behind. */
  aheadSeconds: () => number
}

/** @param now our clock, in ms since the epoch */
function createVendorClock(now: () => number): VendorClock {
  let aheadMs = 0
  return {
    seconds: () => Math.floor((now() + aheadMs) / 1000),
    set(date) {
      const theirs = date === null ? Number.NaN : Date.parse(date)
      if (Number.isNaN(theirs)) return false
      aheadMs = theirs - now()
      return true
    },
    aheadSeconds: () => Math.round(aheadMs / 1000),
  }
}

/** Creates the function that requests pages of calls from the vendor. */
export function createVendorClient(options: VendorClientOptions): QueryVendor {
  const { env, fetch, now } = options
  const { timeoutMs, concurrency, timeZone } = env
  const post = createVendorPost({ env, fetch, now, zone: timeZone })
  const clock = createVendorClock(now)
  const inTurn = createQueue({ concurrency, waitMs: timeoutMs })
  const coalesce = createRequestCoalescing<VendorResult>()
  const backoff = createBackoff(now)

  /** Signs each attempt anew, because a signature is valid for a short time only. */
  async function send(body: string, size: number, endMs: number, signal: AbortSignal) {
    let hasSetClock = false
    let hasRetried = false
    for (;;) {
      const outcome = await post({ body, size, timestampSeconds: clock.seconds() }, signal)
      if (outcome.kind === 'page') return outcome
      if (outcome.kind === 'clock') {
        if (hasSetClock || !clock.set(outcome.date))
          throw clockProblem(outcome.problem, hasSetClock)
        hasSetClock = true
        continue
      }
      const pauseMs = RETRY_PAUSE_MS.min + Math.random() * (RETRY_PAUSE_MS.max - RETRY_PAUSE_MS.min)
      if (!outcome.mayPass || hasRetried || now() + pauseMs >= endMs) throw outcome.problem
      hasRetried = true
      await pause(pauseMs, signal)
    }
  }

  function clockProblem({ code, detail, extras }: ProblemError, isKnown: boolean): ProblemError {
    const seconds = clock.aheadSeconds()
    const by = `The phone system’s clock is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} this server’s.`
    const unknown = 'By how much the clocks differ, its answer does not say.'
    return new ProblemError(code, `${detail} ${isKnown ? by : unknown}`, extras)
  }

  async function sendOnce(query: VendorQuery, body: string, signal: AbortSignal) {
    const pass = backoff.enter(accountOf(query), timeoutMs)
    const endMs = now() + timeoutMs
    try {
      const outcome = await withDeadline(timeoutMs, signal, (limited) =>
        send(body, query.size, endMs, limited),
      )
      backoff.leave(pass, 'answered')
      return outcome
    } catch (error) {
      // In the demo, the timeouts of `!never` must not trigger the backoff.
      const isDemoTimeout = env.demo && error instanceof DeadlineError
      backoff.leave(pass, isDemoTimeout ? 'unanswered' : endOf(error))
      throw error
    }
  }

  /** Returns the key of the backoff. In the demo each agent group has its own faults. */
  function accountOf({ group }: VendorQuery): string {
    return env.demo ? (group[0] ?? '') : ''
  }

  return function queryVendor(query, signal, { client, urgency } = DEFAULT_SENDER) {
    const body = serializeVendorBody(query, timeZone)

    async function start(shared: AbortSignal, clients: ReadonlySet<string>): Promise<VendorResult> {
      let sentAt: number | null = null
      const vendorMs = () => (sentAt === null ? 0 : now() - sentAt)
      try {
        backoff.check(accountOf(query))
        const begin = () => {
          sentAt = now()
          return sendOnce(query, body, shared)
        }
        const { kind: _, ...page } = await inTurn(shared, begin, { clients, urgency })
        return { ...page, vendorMs: vendorMs() }
      } catch (error) {
        return { problem: asProblem(error, timeoutMs), vendorMs: vendorMs() }
      }
    }

    // An urgent query does not join the same query with a lower priority.
    return coalesce(`${urgency} ${body}`, { client, signal }, start)
  }
}
