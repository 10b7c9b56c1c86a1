import type { AuditEvent } from '../../calls/audit.ts'
import type { User } from '../../calls/call.ts'
import { maskNumber } from '../auth/scope.ts'
import { addressOf } from '../auth/trusted-header.ts'
import type { Env } from '../env.ts'
import type { AppContext } from '../http/context.ts'
import { ProblemError } from '../http/problems.ts'
import type { AuditLog } from './audit-log.ts'

/** The same search of a user is recorded once in this time (ms), because the page repeats it. */
const SAME_SEARCH_MS = 3_600_000
const MAX_SEARCHES = 10_000

interface RecorderOptions {
  /** `null` records nothing. */
  log: AuditLog | null
  env: Pick<Env, 'auditRequired' | 'masked' | 'trustedProxies'>
  /** ms since the epoch */
  now: () => number
}

/** Records what users do. */
export interface Recorder {
  /**
   * @returns whether it was recorded
   * @throws ProblemError `audit_unavailable` if it must be, and cannot be
   */
  record: (c: AppContext, what: AuditEvent, details: Record<string, unknown>) => boolean
  /** Records the filters of a request, unless the user has just used them. @throws as `record` */
  searched: (c: AppContext, params: URLSearchParams) => void
  /** Returns the filters of a request as they may be recorded for its user. */
  filtersOf: (c: AppContext, params: URLSearchParams) => string
  /** @throws ProblemError `audit_unavailable` if events must be recorded, and the last one was lost */
  requireWritable: () => void
}

/** Creates the recorder of an instance. */
export function createRecorder({ log, env, now }: RecorderOptions): Recorder {
  const { auditRequired: isRequired, masked, trustedProxies } = env
  const searches = new Map<string, number>()

  function unavailable(): ProblemError {
    return new ProblemError('audit_unavailable', 'The audit log cannot be written.')
  }

  function record(c: AppContext, what: AuditEvent, details: Record<string, unknown>): boolean {
    const user: User | undefined = c.get('user') // undefined if nobody is signed in
    const isWritten =
      log?.write({ what, who: user?.name ?? null, from: addressOf(c, trustedProxies), details }) ??
      true
    if (!isWritten && isRequired) throw unavailable()
    return isWritten
  }

  function filtersOf(c: AppContext, params: URLSearchParams): string {
    const filters = new URLSearchParams(params)
    for (const key of ['page', 'size', 'hold', 'read']) filters.delete(key)
    const number = filters.get('number')
    if (number !== null && masked.includes(c.get('user').role))
      filters.set('number', maskNumber(number))
    return String(filters)
  }

  function searched(c: AppContext, params: URLSearchParams): void {
    if (log === null) return
    const filters = filtersOf(c, params)
    const key = JSON.stringify([c.get('user').name, filters])
    if (now() - (searches.get(key) ?? Number.NEGATIVE_INFINITY) < SAME_SEARCH_MS) return
    if (!record(c, 'searched', { filters })) return
    if (searches.size >= MAX_SEARCHES) searches.clear()
    searches.set(key, now())
  }

  return {
    record,
    searched,
    filtersOf,
    requireWritable() {
      if (isRequired && log?.isFailing()) throw unavailable()
    },
  }
}
