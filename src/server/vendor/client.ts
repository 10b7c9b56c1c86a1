import type { RecordsQuery } from '../../calls/query.ts'
import { DeadlineError, withDeadline } from '../deadline.ts'
import type { Env } from '../env.ts'
import type { FetchFunction } from '../fetch-function.ts'
import { ProblemError } from '../http/problem-error.ts'
import { pause } from '../pause.ts'
import { createBackoff } from './backoff.ts'
import { createVendorClock } from './clock.ts'
import { createVendorPost } from './post.ts'
import { createQueue, QueueFullError } from './queue.ts'
import type { VendorPage } from './read-answer.ts'
import { serializeVendorBody } from './request-body.ts'
import { createSharedRequests } from './shared-requests.ts'
import { USUAL_URGENCY } from './urgency.ts'

const RETRY_PAUSE_MS = { min: 200, max: 600 }
const QUEUE_RETRY_SECONDS = 5

/** What came of asking the vendor, and how long that took from the first send on, in ms. */
export type VendorResult = { vendorMs: number } & (VendorPage | { problem: ProblemError })

interface VendorClientOptions {
  env: Env
  fetch: FetchFunction
  /** ms since the epoch */
  now: () => number
  recordingPath: (url: string) => string | null
}

interface Sender {
  /** Clients take turns. */
  client: string
  /** From 0 to 7: of one client's queries those of a lower number go first. */
  urgency: number
}

/** Fails only with the signal's reason; every failure of the vendor's is a result. */
export type AskVendor = (
  query: RecordsQuery,
  signal: AbortSignal,
  sender?: Sender,
) => Promise<VendorResult>

const ANYBODY: Sender = { client: 'none', urgency: USUAL_URGENCY }

function asProblem(error: unknown, timeoutMs: number): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof DeadlineError)
    return new ProblemError('vendor_timeout', `The vendor took longer than ${timeoutMs} ms.`)
  if (error instanceof QueueFullError)
    return new ProblemError('server_busy', 'Too many queries are waiting for their turn here.', {
      retryAfterSeconds: QUEUE_RETRY_SECONDS,
    })
  throw error
}

/** What a failed request says about the vendor, for the requests after it. */
function endOf(error: unknown) {
  if (error instanceof DeadlineError) return 'timed_out'
  if (!(error instanceof ProblemError) || error.code === 'vendor_unreachable') return 'unanswered'
  const { retryAfterSeconds: busySeconds } = error.extras
  return error.code === 'vendor_busy' && busySeconds !== undefined ? { busySeconds } : 'answered'
}

/** Makes the function that asks the vendor for one page of calls. */
export function createVendorClient(options: VendorClientOptions): AskVendor {
  const { env, fetch, now, recordingPath } = options
  const { timeoutMs, concurrency, timeZone } = env
  const post = createVendorPost({ env, fetch, now, zone: timeZone, recordingPath })
  const clock = createVendorClock(now)
  const inTurn = createQueue({ concurrency, waitMs: timeoutMs })
  const share = createSharedRequests<VendorResult>()
  const backoff = createBackoff(now)

  /** Signs anew at every send: a signature is good for a moment only. */
  async function send(body: string, size: number, endMs: number, signal: AbortSignal) {
    let hasSetClock = false
    let hasRetried = false
    for (;;) {
      const outcome = await post({ body, size, timestampSeconds: clock.seconds() }, signal)
      if (outcome.kind === 'page') return outcome
      if (outcome.kind === 'clock') {
        if (hasSetClock || !clock.learn(outcome.date))
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
    const by = `The vendor’s clock is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} this server’s.`
    const unknown = 'By how much the clocks differ, its answer does not say.'
    return new ProblemError(code, `${detail} ${isKnown ? by : unknown}`, extras)
  }

  async function sendOnce(query: RecordsQuery, body: string, signal: AbortSignal) {
    const pass = backoff.enter(accountOf(query), timeoutMs)
    const endMs = now() + timeoutMs
    try {
      const outcome = await withDeadline(timeoutMs, signal, (limited) =>
        send(body, query.size, endMs, limited),
      )
      backoff.leave(pass, 'answered')
      return outcome
    } catch (error) {
      // In the demo, `!never` shows each visitor a timeout of their own.
      const isShown = env.demo && error instanceof DeadlineError
      backoff.leave(pass, isShown ? 'unanswered' : endOf(error))
      throw error
    }
  }

  /** The vendor refuses an account; in the demo each agent group shows a fault of its own. */
  function accountOf({ group }: RecordsQuery): string {
    return env.demo ? (group ?? '') : ''
  }

  return function askVendor(query, signal, { client, urgency } = ANYBODY) {
    const body = serializeVendorBody(query, timeZone)

    async function ask(shared: AbortSignal, clients: ReadonlySet<string>): Promise<VendorResult> {
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

    // An urgent query does not wait for the same query of somebody who has time.
    return share(`${urgency} ${body}`, { client, signal }, ask)
  }
}
