import { type Outcome, outcomeOf } from './call-codes.ts'
import { secondsAround } from './periods.ts'

/** A call, as the endpoint sends it to the page. */
export interface CallRecord {
  /** Unique among the calls of an account. */
  id: string
  /** Only calls started through the vendor's dial API have one. */
  callId: string | null
  caller: string
  /** May be masked: `91861****978737`. */
  called: string
  calledInfo: string | null
  /** The other party's number, by the direction of the call. */
  customer: string
  /** Our number, by the direction of the call. */
  line: string
  country: { code: string; name: string | null } | null
  agent: string | null
  group: string | null
  type: number | null
  hangupReason: number | null
  hungUpBy: number | null
  sipCode: string | null
  outcome: Outcome
  labels: string[]
  remark: string | null
  /** ISO 8601 with the offset of the account's zone. Empty if the vendor sent no valid time. */
  startedAt: string
  answeredAt: string | null
  endedAt: string | null
  talkSeconds: number | null
  /** From the start to the answer, or to the end of an unanswered call. */
  waitSeconds: number | null
  /** Path under `/api/recordings/`, never the vendor's URL. */
  recording: string | null
  recordingState: RecordingState
}

/** `unusable`: the vendor sent an address that cannot be fetched. */
export type RecordingState = 'available' | 'none' | 'unusable'

/** One page of calls, newest first as the vendor sends them. */
export interface RecordsPage {
  records: CallRecord[]
  /** Matching calls on all pages. `null` if the vendor states no total, or too small a one. */
  total: number | null
  page: number
  /** Calls on a full page. The vendor may send fewer than requested. */
  size: number
  /** `null` if `total` is. */
  pages: number | null
  /** The resolved period, both ends included: ISO 8601 with offset. */
  from: string
  to: string
  /** `null`: straight from the vendor. */
  coverage: Coverage | null
}

/** The coverage of an answer from calls that were read. */
export interface Coverage {
  /** Calls of the view's vendor filter that were read. */
  read: number
  /** Calls that the vendor states for it; `null` until it has. */
  total: number | null
  /** Whether the ledger proves that these are all, as of `provenAt`. */
  complete: boolean
  /** Whether more is being read now. */
  reading: boolean
  /** The oldest proof of the parts, ISO 8601 with the offset of the account's zone. */
  provenAt: string | null
}

/** Whether another page follows. If the number of pages is unknown, an empty page is the last. */
export function hasNextPage({ records, page, pages }: RecordsPage): boolean {
  return pages === null ? records.length > 0 : page < pages
}

/** The speaker on one channel of a stereo recording. */
export type Speaker = 'agent' | 'customer'

/** An admin sees all calls. The others see those of their groups; a listener plays them only. */
export const ROLES = ['admin', 'supervisor', 'listener'] as const
export type Role = (typeof ROLES)[number]

/** A user who is signed in. */
export interface User {
  name: string
  role: Role
  /** The agent groups that a supervisor or listener may see. */
  groups: readonly string[]
}

/** The ways to sign in, as values of `AUTH`. */
export const AUTH_METHODS = ['none', 'password', 'oidc', 'header'] as const
export type AuthMethod = (typeof AUTH_METHODS)[number]

/** The account, as `/api/session` describes it. */
export interface Session {
  /** The server's clock, ISO 8601 with the offset of the account's zone. */
  now: string
  /** Whether the calls are the built-in demo account's. */
  demo: boolean
  /** IANA zone of the record times. */
  timeZone: string
  limits: { windowDays: number; historyDays: number; pageSize: number; readLimit: number }
  /** The place of the calls that were read. `off`: no figures, sorting and export. */
  mirror: 'memory' | 'file' | 'off'
  /** The speakers of stereo recordings. `null` if the settings do not state them. */
  recordingChannels: readonly [left: Speaker, right: Speaker] | null
  auth: AuthMethod
  /** The user who is signed in; `null` without sign-in. */
  user: User | null
  /** For admins: events that the audit log has lost since the server started. */
  auditLost?: number
}

function secondsBetween(start: string | null, end: string | null): number | null {
  if (!start || !end) return null
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}

type Derived = 'customer' | 'line' | 'outcome' | 'waitSeconds'

const INBOUND_TYPE = 2
/** Hangup reasons of inbound calls, for a call without a known type. */
const INBOUND_REASONS: readonly (number | null)[] = [8, 9]

/** Adds the fields that follow from the vendor's: direction, outcome and waiting time. */
export function completeCall(call: Omit<CallRecord, Derived>): CallRecord {
  const { caller, called, type, hangupReason, startedAt, answeredAt, endedAt } = call
  const isInbound =
    type === INBOUND_TYPE || (type === null && INBOUND_REASONS.includes(hangupReason))
  return {
    ...call,
    customer: isInbound ? caller : called,
    line: isInbound ? called : caller,
    outcome: outcomeOf(hangupReason),
    waitSeconds: secondsBetween(startedAt, answeredAt ?? endedAt),
  }
}

/** Returns the seconds from the start to the end of the call. */
export function totalSeconds(call: CallRecord): number | null {
  return secondsBetween(call.startedAt, call.endedAt)
}

/** A recording may still be written for this long (ms) after its call. */
export const WRITING_MS = 600_000
/** No call is longer (ms). An older call without an end time is over. */
const MAX_CALL_MS = 43_200_000

/** Whether the recording of a call may still be written at `now` (ms since the epoch). */
export function isBeingWritten(
  { startedAt, endedAt }: Pick<CallRecord, 'startedAt' | 'endedAt'>,
  now: number,
): boolean {
  const over = endedAt ? Date.parse(endedAt) + WRITING_MS : Date.parse(startedAt) + MAX_CALL_MS
  return now < over // false if there is no valid time
}

/**
 * Returns the server's time (ms since the epoch) from the `Date` header, because this computer's
 * clock may be wrong. Falls back to this computer's clock.
 */
export function timeOfAnswer({ headers }: Pick<Response, 'headers'>): number {
  const at = Date.parse(headers.get('Date') ?? '')
  return Number.isNaN(at) ? Date.now() : at
}

/** Encodes a query value. Colons are allowed in a query and stay readable. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replaceAll('%3A', ':')
}

/**
 * Returns the query string (`?…`) with which the page opens `call`. The list holds the seconds
 * around the start of the call, so the link works later and for other people.
 * @returns `null` for a call without a valid start
 */
export function callSearch({ id, startedAt }: Pick<CallRecord, 'id' | 'startedAt'>): string | null {
  if (Number.isNaN(Date.parse(startedAt))) return null
  const { from, to } = secondsAround(startedAt)
  return `?from=${encode(from)}&to=${encode(to)}&call=${encode(id)}`
}
