import { type FailureCode, RequestFailure } from '../../api/client.ts'
import { findCall } from '../../api/find-call.ts'
import type { fetchRecords } from '../../api/queries.ts'
import type { CallRecord } from '../../calls/call.ts'
import type { Mend, Player } from '../create-player.ts'

/** Failures of an address, not of what lies there. A server started anew knows no old address. */
const OF_ADDRESS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'recording_expired',
  'recording_missing',
  'recording_pending',
])
/** Why the question itself may fail and be worth asking again, unlike the address. */
const PASSING: ReadonlySet<FailureCode> = new Set<FailureCode>([
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
/** So many addresses of a call are tried without any sound between. */
const MOST_IN_A_ROW = 3
/** Nearer together (s), two failures are at the same place. */
const SAME_PLACE = 0.5

interface FreshAddressParts {
  player: Pick<Player, 'getState'>
  fetchRecords: typeof fetchRecords
  /** Takes the call with its new address. */
  onFresh?: (call: CallRecord) => void
}

/**
 * Makes what mends an address that has expired: it asks for the call's record once more, and goes
 * on with the address that stands there now. Each address is asked about until there is an answer.
 */
export function createFreshAddressMender({
  player,
  fetchRecords: read,
  onFresh,
}: FreshAddressParts): Mend {
  let tried = new Set<string>()
  let callId: string | null = null
  let place = 0

  /** Whether the sound came to this place since the address before, or was taken there. */
  function isElsewhere(call: CallRecord): boolean {
    const { elapsed } = player.getState()
    const moved = call.id !== callId || Math.abs(elapsed - place) > SAME_PLACE
    callId = call.id
    place = elapsed
    return moved
  }

  return async (call, { code }, signal) => {
    if (!OF_ADDRESS.has(code) || !call.recording) return null
    if (isElsewhere(call)) tried = new Set()
    if (tried.has(call.recording) || tried.size >= MOST_IN_A_ROW) return null
    const fresh = await findCall(call, read, signal).catch((reason: unknown) => {
      return reason instanceof RequestFailure && PASSING.has(reason.code) ? reason : null
    })
    if (fresh instanceof RequestFailure) return fresh
    tried.add(call.recording)
    if (!fresh?.recording || fresh.recording === call.recording) return null
    onFresh?.(fresh)
    return { call: fresh, address: fresh.recording }
  }
}
