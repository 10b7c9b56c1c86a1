import type { CallRecord } from '../calls/call.ts'
import { HANGUP_OUTCOMES, type HangupReason } from '../calls/call-codes.ts'
import { inZone } from '../calls/time.ts'
import { ProblemError } from '../server/http/problems.ts'
import type { QueryVendor } from '../server/vendor/client.ts'
import { makeEmptyCall } from './make-call.ts'

/** The fault of one answer. */
export type Fault =
  | 'none'
  /** A call arrives before the page is read. */
  | 'arrives'
  /** A call changes its start and its position. */
  | 'moves'
  /** The answer repeats the previous page. */
  | 'repeats'
  /** A call is missing on the page. */
  | 'drops'
  /** The total is wrong by one. */
  | 'understates'
  | 'overstates'
  /** The request fails. */
  | 'fails'

export interface VendorCall {
  id: string
  /** Seconds since the epoch, with a fraction that the record hides. */
  start: number
  talkSeconds: number
  reason: number
  agent: string | null
  group: string | null
  labels: string[]
}

interface ChangingVendorOptions {
  calls: VendorCall[]
  zone: string
  /** Calls on a page. */
  pageSize: number
  /** Returns the fault of the next answer. */
  nextFault?: () => Fault
  /** Returns the start of a call that arrives or moves, in seconds since the epoch. */
  nextStart?: () => number
  /** Returns the earliest start of a call that may move, in seconds since the epoch. */
  movesFrom?: () => number
}

/** Returns the record of a vendor's call. */
export function recordOf(call: VendorCall, zone: string): CallRecord {
  const isAnswered = HANGUP_OUTCOMES[call.reason as HangupReason] === 'answered'
  const at = (seconds: number) => inZone(Math.floor(seconds) * 1_000, zone)
  const answeredAt = isAnswered ? at(call.start + 5) : null
  return makeEmptyCall({
    id: call.id,
    caller: '1000',
    called: '2000',
    agent: call.agent,
    group: call.group,
    type: 3,
    hangupReason: call.reason,
    labels: call.labels,
    startedAt: at(call.start),
    answeredAt,
    endedAt: at(call.start + 5 + call.talkSeconds),
    talkSeconds: isAnswered ? call.talkSeconds : 0,
    recording: isAnswered ? `https://rec.example/${call.id}.wav` : null,
    recordingState: isAnswered ? 'available' : 'none',
  })
}

/** A vendor whose calls change while they are read, and whose answers may be wrong. */
export function changingVendor(options: ChangingVendorOptions) {
  const { calls, zone, pageSize, nextFault = () => 'none', nextStart = () => 0 } = options
  const { movesFrom = () => 0 } = options
  let requests = 0
  let before: CallRecord[] = []
  /** The calls after each request. */
  const states: VendorCall[][] = []

  const isAny = (list: readonly unknown[], value: unknown) =>
    list.length === 0 || list.includes(value)

  const query: QueryVendor = async ({ from, to, page, ...filter }) => {
    requests += 1
    const fault = nextFault()
    if (fault === 'fails')
      return { problem: new ProblemError('vendor_error', 'It failed.'), vendorMs: 1 }
    if (fault === 'arrives')
      calls.push({
        ...{ id: `late-${requests}`, start: nextStart(), talkSeconds: 7, reason: 1 },
        ...{ agent: 'Late', group: 'A', labels: [] },
      })
    const movable = fault === 'moves' ? calls.filter(({ start }) => start > movesFrom()) : []
    const moved = movable[requests % Math.max(movable.length, 1)]
    if (moved) moved.start = nextStart()
    states.push(calls.map((call) => ({ ...call })))
    const [first, last] = [from, to].map((iso) => Date.parse(iso) / 1_000) as [number, number]
    const found = calls
      .filter(
        (call) =>
          first <= call.start &&
          call.start <= last &&
          isAny(filter.agent, call.agent) &&
          isAny(filter.group, call.group) &&
          isAny(filter.reason, call.reason) &&
          (filter.label.length === 0 || filter.label.some((label) => call.labels.includes(label))),
      )
      .sort((one, other) => other.start - one.start || (one.id < other.id ? -1 : 1))
    let records = found
      .slice((page - 1) * pageSize, page * pageSize)
      .map((call) => recordOf(call, zone))
    if (fault === 'drops') records.splice(requests % Math.max(records.length, 1), 1)
    if (fault === 'repeats') records = before
    before = records
    const wrong = { understates: -1, overstates: 1 }[fault as string] ?? 0
    const total = Math.max(found.length + wrong, 0)
    return { records, sent: records.length, total, size: pageSize, vendorMs: 1 }
  }
  return { query, states, calls, requests: () => requests }
}
