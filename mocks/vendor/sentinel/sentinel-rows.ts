import type { QueryParams } from '../account/query-body.ts'
import { toWireRecord, type WireRecord, type WireSettings } from '../account/wire-record.ts'
import type { Call } from '../calls/call.ts'
import { matches } from '../calls/matches.ts'
import { presentAddress, RECORDING_CASES } from '../recording/recording-cases.ts'
import { SENTINELS } from '../sentinels.ts'
import { MARKUP_CHANGES } from './markup-changes.ts'
import { oddRecords } from './odd-records.ts'
import { sentinelCall } from './sentinel-call.ts'

const MINUTE_MS = 60_000

/**
 * The rows of a sentinel that has its own, all that match, newest first; null for any other
 * group. They lie a minute apart before the end of the period asked for, or before now, and
 * closer where the period is too short for that; the rest of the filters narrows them as usual,
 * except the odd ones, which have nothing to compare.
 */
export function sentinelRows(
  params: QueryParams,
  now: number,
  settings: WireSettings,
): WireRecord[] | null {
  const group = params.sipGroupName
  if (group === SENTINELS.empty) return []
  const place = placeWithin(params, now)
  if (group === SENTINELS.odd) {
    return oddRecords((number) =>
      toWireRecord(sentinelCall(number, place(number, 15), { group }), settings),
    )
  }
  const changes = group === undefined ? undefined : CHANGES.get(group)
  if (!changes || group === undefined) return null
  return changes
    .map((change, i) => sentinelCall(i + 1, place(i + 1, changes.length), { ...change, group }))
    .filter((call) => matches(call, params))
    .map((call) => ({ ...call, recording: presentAddress(call, now) }))
    .map((call) => toWireRecord(call, settings))
}

const CHANGES: ReadonlyMap<string, readonly Partial<Call>[]> = new Map([
  [SENTINELS.one, [{ labels: ['tag1'], remark: 'Remark message' }]],
  [SENTINELS.markup, MARKUP_CHANGES],
  [SENTINELS.recordings, RECORDING_CASES.map(recordingChange)],
])

function placeWithin({ strTime, endTime }: QueryParams, now: number) {
  const end = Math.max(strTime, Math.min(endTime, now))
  return (number: number, count: number): number => {
    const step = Math.min(MINUTE_MS, (end - strTime) / (count + 1))
    return Math.floor((end - number * step) / 1000) * 1000
  }
}

function recordingChange({ path, says, seconds }: (typeof RECORDING_CASES)[number]): Partial<Call> {
  return { recording: path, remark: says, talkSeconds: Math.round(seconds) }
}
