import type { FailureCode } from '../../api/client.ts'
import { eachPage } from '../../api/pages.ts'
import type { fetchRecords } from '../../api/queries.ts'
import { MAX_PAGE_SIZE, type RecordsQuery } from '../../contract/query.ts'
import type { CallRecord } from '../../contract/record.ts'
import type { Mend, Player } from '../create-player.ts'

/** Failures of an address, not of what lies there. A server started anew knows no old address. */
const OF_ADDRESS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'recording_expired',
  'recording_missing',
  'recording_pending',
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
 * on with the address that stands there now. Each address is asked about once.
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
    tried.add(call.recording)
    const fresh = await findAgain(call, read, signal).catch(() => null)
    if (!fresh?.recording || fresh.recording === call.recording) return null
    onFresh?.(fresh)
    return { call: fresh, address: fresh.recording }
  }
}

/** The record of `call` as it is now; `null` where the vendor has none. @throws RequestFailure */
async function findAgain(
  call: CallRecord,
  read: typeof fetchRecords,
  signal: AbortSignal,
): Promise<CallRecord | null> {
  if (!call.startedAt) return null
  // The group keeps the answer short; whether the vendor finds it by that name is not known.
  const groups = call.group === null ? [null] : [call.group, null]
  for (const group of groups) {
    for await (const { records } of eachPage(queryOf(call.startedAt, group), { signal, read })) {
      const found = records.find(({ id }) => id === call.id)
      if (found) return found
    }
  }
  return null
}

function queryOf(second: string, group: string | null): RecordsQuery {
  return {
    from: second,
    to: second,
    group,
    number: null,
    agent: [],
    type: [],
    reason: [],
    hungUpBy: [],
    country: [],
    label: [],
    page: 1,
    size: MAX_PAGE_SIZE,
  }
}
