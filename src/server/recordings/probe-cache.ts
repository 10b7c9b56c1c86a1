import { WRITING_MS } from '../../calls/call.ts'
import { abortReason, createTimeLimit, type TimeLimit } from '../deadline.ts'
import type { OpenedSource } from './head.ts'
import { type Probe, probeRecording } from './probe.ts'
import type { OpenSource } from './source.ts'

const CACHED_MS = 600_000
const MAX_PROBES = 1_000
/** How long a probe of a file without a date is valid. Browsers cache its answers as long. */
const UNDATED_MS = 60_000

interface Found {
  probe: Probe
  /** The source's answer, for the one caller that may continue to read it. */
  opened: OpenedSource | null
  /** Whether the probe was just made. */
  isFresh: boolean
}

interface Wanted {
  signal: AbortSignal
  /** Whether the listener reads the complete recording, or only its beginning. */
  isAll: boolean
}

export interface ProbeCache {
  /**
   * Returns the probe of a URL. Concurrent first requests are coalesced.
   * @throws ProblemError, which is not cached; the signal's reason
   */
  get: (url: string, want: Wanted) => Promise<Found>
  forget: (url: string) => void
}

interface Pending {
  result: Promise<{ probe: Probe; opened: OpenedSource | null }>
  timeLimit: TimeLimit
  waiters: number
  /** Whether a caller has taken the source's answer. */
  isTaken: boolean
}

/**
 * Whether a probe is still valid without a request to the source. A recording that is still being
 * written may have grown.
 * @param now milliseconds since the epoch
 */
export function isSettled({ file, probedAt }: Probe, now: number): boolean {
  const modified = Date.parse(file.validators.lastModified ?? '')
  return Number.isNaN(modified) ? now < probedAt + UNDATED_MS : modified + WRITING_MS < now
}

interface ProbeCacheOptions {
  open: OpenSource
  timeoutMs: number
  /** Milliseconds since the epoch. */
  now: () => number
}

/** Caches at most `MAX_PROBES` probes by URL, for `CACHED_MS` each. */
export function createProbeCache({ open, timeoutMs, now }: ProbeCacheOptions): ProbeCache {
  const kept = new Map<string, Probe>()
  const pending = new Map<string, Pending>()

  function find(url: string): Probe | null {
    const probe = kept.get(url)
    if (!probe) return null
    kept.delete(url)
    if (now() >= probe.probedAt + CACHED_MS) return null
    kept.set(url, probe)
    return probe
  }

  function keep(url: string, probe: Probe): void {
    kept.set(url, probe)
    const oldest = kept.size > MAX_PROBES ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
  }

  function begin(url: string, isAll: boolean): Pending {
    const timeLimit = createTimeLimit(timeoutMs)
    const extend = () => {
      if (request.waiters > 0) timeLimit.extend()
    }
    const request: Pending = {
      result: probeRecording(open, url, {
        timeLimit: { ...timeLimit, extend },
        now: now(),
        isAll,
      }),
      timeLimit,
      waiters: 0,
      isTaken: false,
    }
    const settle = () => {
      timeLimit.stop()
      if (pending.get(url) === request) pending.delete(url)
    }
    request.result.then(({ probe, opened }) => {
      settle()
      keep(url, probe)
      if (request.waiters === 0) opened?.close()
    }, settle)
    pending.set(url, request)
    return request
  }

  /** Aborts a probe without callers, unless it scans a complete file that a retry would scan again. */
  function leave(url: string, request: Pending, reason: Error): void {
    request.waiters -= 1
    if (request.waiters > 0 || request.timeLimit.isExtended()) return
    if (pending.get(url) === request) pending.delete(url)
    request.timeLimit.abort(reason)
  }

  function wait(url: string, request: Pending, signal: AbortSignal): Promise<Found> {
    request.waiters += 1
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        leave(url, request, abortReason(signal))
        reject(abortReason(signal))
      }
      signal.addEventListener('abort', onAbort, { once: true })
      const release = () => signal.removeEventListener('abort', onAbort)
      request.result.then(
        ({ probe, opened }) => {
          release()
          if (signal.aborted) return
          const isFirst = !request.isTaken
          request.isTaken = true
          resolve({ probe, opened: isFirst ? opened : null, isFresh: true })
        },
        (error) => {
          release()
          reject(error)
        },
      )
    })
  }

  return {
    async get(url, { signal, isAll }) {
      if (signal.aborted) throw abortReason(signal)
      const probe = find(url)
      if (probe) return { probe, opened: null, isFresh: false }
      return wait(url, pending.get(url) ?? begin(url, isAll), signal)
    },
    forget: (url) => void kept.delete(url),
  }
}
