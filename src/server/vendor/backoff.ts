import { ProblemError } from '../http/problem-error.ts'

/** How a request ended: an answer may be any, and without one nothing is known of the vendor. */
type Sending = 'answered' | 'timed_out' | 'unanswered' | { busySeconds: number }

interface Pause {
  /** Whether the vendor asked for it, or does not answer at all. */
  isBusy: boolean
  /** ms since the epoch; one probe may be sent after it. */
  until: number
  /** The request that tries whether the vendor answers again. */
  probe: Pass | null
}

/** Permission to send one request. */
interface Pass {
  account: string
  /** ms since the epoch at which the probe is given up at the latest. */
  endMs: number
  /** Whether the vendor answered anything since the request was sent. */
  isVendorAlive: boolean
}

/**
 * Remembers when an account may be used again (a circuit breaker):
 * - closed: everything is sent.
 * - open after HTTP 429 or 503, until the time that the vendor states: nothing is sent.
 * - open after a timeout, if the vendor answered nothing else meanwhile.
 * - half open after that: one request is sent as a probe, and all others fail at once. An answer
 *   closes the circuit; the next refusal or timeout opens it again.
 * @param now ms since the epoch
 */
export function createBackoff(now: () => number) {
  /** Only of accounts that may not be used freely. */
  const pauses = new Map<string, Pause>()
  const underWay = new Set<Pass>()

  function refuse({ isBusy, until, probe }: Pause): ProblemError {
    const ms = probe && isBusy ? 0 : (probe?.endMs ?? until) - now()
    const retryAfterSeconds = Math.max(1, Math.ceil(ms / 1_000))
    return isBusy
      ? new ProblemError('vendor_busy', 'The vendor asked for a pause.', { retryAfterSeconds })
      : new ProblemError('vendor_timeout', 'The vendor does not answer at the moment.', {
          retryAfterSeconds,
        })
  }

  /** @throws ProblemError with the time left, where nothing may be sent now */
  function check(account: string): void {
    const pause = pauses.get(account)
    if (pause && (pause.probe !== null || now() < pause.until)) throw refuse(pause)
  }

  /**
   * Call it when a request is sent, and `leave` when it ended.
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

  function leave(pass: Pass, sending: Sending): void {
    const { account } = pass
    underWay.delete(pass)
    const pause = pauses.get(account)
    if (pause?.probe === pass) pause.probe = null
    const probe = pause?.probe ?? null
    if (sending === 'answered') {
      for (const other of underWay) if (other.account === account) other.isVendorAlive = true
      // An answer to what was sent before the vendor asked for a pause does not end it.
      if (pause && (!pause.isBusy || now() >= pause.until)) pauses.delete(account)
    } else if (sending === 'timed_out') {
      if (pass.isVendorAlive || (pause && now() < pause.until)) return
      pauses.set(account, { isBusy: false, until: now(), probe })
    } else if (sending !== 'unanswered') {
      const until = Math.max(now() + sending.busySeconds * 1_000, pause?.until ?? 0)
      pauses.set(account, { isBusy: true, until, probe })
    }
  }

  return { check, enter, leave }
}
