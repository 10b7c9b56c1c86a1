/** One call, as the page and the endpoint speak of it. */
export interface CallRecord {
  /** Unique among the calls of an account. */
  id: string
  /** Only calls started through the vendor's dial API have one. */
  callId: string | null
  caller: string
  /** May be masked: `91861****978737`. */
  called: string
  calledInfo: string | null
  country: { code: string; name: string | null } | null
  agent: string | null
  group: string | null
  type: number | null
  hangupReason: number | null
  hungUpBy: number | null
  sipCode: string | null
  labels: string[]
  remark: string | null
  /** ISO 8601 with the offset of the account's zone; empty where the vendor's time was no time. */
  startedAt: string
  answeredAt: string | null
  endedAt: string | null
  talkSeconds: number | null
  /** Path under `/api/recordings/`, never the vendor's URL. */
  recording: string | null
  /** `unusable`: the vendor gave an address, but not one that can be fetched. */
  recordingState: RecordingState
}

export type RecordingState = 'available' | 'none' | 'unusable'

/** One page of calls, newest first as the vendor sends them. */
export interface RecordsPage {
  records: CallRecord[]
  /** Calls that match, on all pages; `null` where the vendor states none, or fewer than were seen. */
  total: number | null
  page: number
  /** Calls of a full page: fewer than were requested where the vendor sends no more. */
  size: number
  /** `null` where the total is. */
  pages: number | null
  /** The period as the endpoint resolved it, both ends included: ISO 8601 with offset. */
  from: string
  to: string
}

/** Whether a page comes after this one; of an unknown number of pages, the one without calls is last. */
export function hasNextPage({ records, page, pages }: RecordsPage): boolean {
  return pages === null ? records.length > 0 : page < pages
}

/** Who speaks on a side of a stereo recording. */
export type Speaker = 'agent' | 'customer'

/** The account, as `/api/session` describes it. */
export interface Session {
  /** The server's clock, ISO 8601 with the offset of the account's zone. */
  now: string
  /** Whether the calls are the built-in demo account's. */
  demo: boolean
  /** IANA zone of the record times. */
  timeZone: string
  limits: { windowDays: number; historyDays: number; pageSize: number }
  /** Who speaks on the left and on the right of stereo recordings; `null` where nobody said. */
  recordingChannels: readonly [left: Speaker, right: Speaker] | null
}

function secondsBetween(start: string | null, end: string | null): number | null {
  if (!start || !end) return null
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}

/** Seconds from the start to the answer, or to the end of a call that nobody answered. */
export function ringSeconds(call: CallRecord): number | null {
  return secondsBetween(call.startedAt, call.answeredAt ?? call.endedAt)
}

/** Seconds from the start to the end of the call. */
export function totalSeconds(call: CallRecord): number | null {
  return secondsBetween(call.startedAt, call.endedAt)
}
