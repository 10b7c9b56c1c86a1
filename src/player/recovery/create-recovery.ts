import type { QueryClient } from '@tanstack/react-query'
import { type FailureCode, RequestFailure } from '../../api/client.ts'
import { findCall } from '../../api/find-call.ts'
import { fetchRecords } from '../../api/queries.ts'
import type { CallRecord, RecordsPage } from '../../calls/call.ts'
import type { Recover } from '../create-player.ts'

/** Failures that a new address may fix. A restarted server rejects all of its old addresses. */
const ADDRESS_FAILURES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'recording_expired',
  'recording_missing',
  'recording_pending',
])
/** Failures of the request for the new address that are worth another attempt. */
const TRANSIENT_FAILURES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'offline',
  'bad_answer',
  'vendor_busy',
  'server_busy',
  'vendor_clock',
  'vendor_error',
  'vendor_malformed',
  'vendor_timeout',
  'vendor_unreachable',
])
/** New addresses of a call that are tried without a sound in between. */
const MAX_ATTEMPTS = 3
/** Two failures closer than this are at the same position. */
const SAME_POSITION_SECONDS = 0.5

/**
 * Creates the recovery from expired addresses: it requests the call's record again and continues
 * with the address that the record has now. Each address is requested until there is an answer.
 */
export function createRecovery(client: QueryClient, read = fetchRecords): Recover {
  let tried = new Set<string>()
  let callId: string | null = null
  let position = 0

  return async ({ call, failure, elapsed, signal }) => {
    if (!ADDRESS_FAILURES.has(failure.code) || !call.recording) return null
    const hasMoved = call.id !== callId || Math.abs(elapsed - position) > SAME_POSITION_SECONDS
    callId = call.id
    position = elapsed
    if (hasMoved) tried = new Set()
    if (tried.has(call.recording) || tried.size >= MAX_ATTEMPTS) return null
    const fresh = await findCall(call, read, signal).catch((reason: unknown) => {
      return reason instanceof RequestFailure && TRANSIENT_FAILURES.has(reason.code) ? reason : null
    })
    if (fresh instanceof RequestFailure) return fresh
    tried.add(call.recording)
    if (!fresh?.recording || fresh.recording === call.recording) return null
    updateLists(client, fresh)
    return { call: fresh, address: fresh.recording }
  }
}

/** Stores the new address in the cached lists, so that the row of the call plays it at once. */
function updateLists(client: QueryClient, { id, recording, recordingState }: CallRecord): void {
  client.setQueriesData<RecordsPage>(
    { queryKey: ['records'] },
    (page) =>
      page && {
        ...page,
        records: page.records.map((call) =>
          call.id === id ? { ...call, recording, recordingState } : call,
        ),
      },
  )
}
