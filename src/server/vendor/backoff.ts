import { ProblemError } from '../http/problems.ts'

/** How a request ended. Any answer counts as `answered`. */
type RequestEnd = 'answered' | 'timed_out' | 'unanswered' | { busySeconds: number }

interface Pause {
  /** Whether the vendor requested the pause; otherwise it did not answer. */
  isBusy: boolean
  /** ms since the epoch. After it, one probe may be sent. */
  until: number
  /** The request that tests whether the vendor answers again. */
  probe: Pass | null
}

/** Permission to send one request. */
interface Pass {
  account: string
  /** ms since the epoch at which the request times out. */
  endMs: number
  /** Whether the vendor answered any request since this one was sent. */
  isVendorAlive: boolean
}

/**
 * Creates a circuit breaker per account:
 * - closed: all requests are sent.
 * - open after HTTP 429 or 503, until the time that the vendor states: no request is sent.
 * - open after a timeout, if the vendor answered nothing else meanwhile.
 * - half open after that: one request is sent as a probe, and all others fail at once. An answer
 *   closes the circuit; the next refusal or timeout opens it again.
 * @param now ms since the epoch
 */
export function createBackoff(now: () => number) {
  /** Accounts whose circuit is not closed. */
  const pauses = new Map<string, Pause>()
  const underWay = new Set<Pass>()

  function refuse({ isBusy, until, probe }: Pause): ProblemError {
    const ms = probe && isBusy ? 0 : (probe?.endMs ?? until) - now()
    const retryAfterSeconds = Math.max(1, Math.ceil(ms / 1_000))
    return isBusy
      ? new ProblemError('vendor_busy', 'The phone system asked for a pause.', {
          retryAfterSeconds,
        })
      : new ProblemError('vendor_timeout', 'The phone system does not answer at the moment.', {
          retryAfterSeconds,
        })
  }

  /** @throws ProblemError with the remaining time if no request may be sent now */
  function check(account: string): void {
    const pause = pauses.get(account)
    if (pause && (pause.probe !== null || now() < pause.until)) throw refuse(pause)
  }

  /**
   * Call this when a request is sent, and `leave` when it has ended.
   * @throws ProblemError as `check` does
   */
  function enter(account: string, timeoutMs: number): Pass {
    check(account)
    const pass = { account, endMs: now() + timeoutMs, isVendorAlive: false }
    const pause = pauses.get(account)
    if (pause) pause.probe = pass
    underWay.add(pass)
    return pass
  }

  function leave(pass: Pass, end: RequestEnd): void {
    const { account } = pass
    underWay.delete(pass)
    const pause = pauses.get(account)
    if (pause?.probe === pass) pause.probe = null
    const probe = pause?.probe ?? null
    if (end === 'answered') {
      for (const other of underWay) if (other.account === account) other.isVendorAlive = true
      // The answer to an earlier request does not end a pause that the vendor requested.
      if (pause && (!pause.isBusy || now() >= pause.until)) pauses.delete(account)
    } else if (end === 'timed_out') {
      if (pass.isVendorAlive || (pause && now() < pause.until)) return
      pauses.set(account, { isBusy: false, until: now(), probe })
    } else if (end !== 'unanswered') {
      const until = Math.max(now() + end.busySeconds * 1_000, pause?.until ?? 0)
      pauses.set(account, { isBusy: true, until, probe })
    }
  }

  return { check, enter, leave }
}
