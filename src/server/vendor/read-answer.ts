import { z } from 'zod'
import { type CallRecord, completeCall } from '../../calls/call.ts'
import { parseZonedTime } from '../../calls/time.ts'
import { isHttpUrl } from '../recordings/address-rule.ts'

/*
 * The vendor documents strings and sends numbers, omits keys, and adds codes. Each field therefore
 * accepts anything, so that a call with an invalid field is still shown. `optional` is for absent
 * keys, which zod does not pass to `unknown`.
 */
const anything = z.unknown().optional()

/** In UTF-16 units. The vendor documents texts of up to 1,000 characters. */
const MAX_TEXT_LENGTH = 4_000
const MAX_LABELS = 100
/** In UTF-16 units. A longer URL is ignored, because a cut one would be another URL. */
const MAX_URL_LENGTH = 8_000

/** Cuts a long text and adds an ellipsis. A character is never split. */
function cut(value: string): string {
  if (value.length <= MAX_TEXT_LENGTH) return value
  return `${value.slice(0, MAX_TEXT_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

const longText = anything.transform((value) => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
})

const text = longText.transform((value) => value && cut(value))

/** Parses a number, or text of at most 16 digits. The caller checks the range. */
function readNumber(value: unknown): number | null {
  if (typeof value === 'string' && /^\s*-?\d{1,16}(\.\d+)?\s*$/.test(cut(value)))
    return Number(value)
  return typeof value === 'number' ? value : null
}

/** A non-negative integer, rounded; anything else is `null`. */
const amount = anything.transform((value) => {
  const rounded = Math.round(readNumber(value) ?? -1)
  return Number.isSafeInteger(rounded) && rounded >= 0 ? rounded : null
})

/** A known or unknown code. It is not rounded, because that would change it. */
const code = anything.transform((value) => {
  const read = readNumber(value)
  return Number.isSafeInteger(read) ? read : null
})

const texts = anything.transform((value) => {
  const list = Array.isArray(value) ? value.slice(0, MAX_LABELS) : [value]
  const read = list.map((item) => text.parse(item)).filter((item) => item !== null)
  return [...new Set(read)]
})

const vendorRecord = z.object({
  callSessionId: text,
  callId: text,
  caller: text,
  called: text,
  calledInfo: text,
  ccode: text,
  ccodeName: text,
  agentName: text,
  agentGroupName: text,
  callDuration: amount,
  callType: code,
  hangupCode: text,
  hangupReason: code,
  hangingDirection: code,
  labels: texts,
  remark: text,
  callStartTime: text,
  answerTime: text,
  callEndTime: text,
  voiceUrl: longText.transform((value) =>
    value === null || value.length > MAX_URL_LENGTH ? null : value.trim(),
  ),
})

const vendorStatus = z.object({
  status: z.union([z.string(), z.number()]).transform(String),
  reason: longText,
})

const vendorPage = z.object({
  // A success with `data: null` is an empty page. Without the key it is malformed.
  data: z.preprocess(
    (data) => (data === null ? {} : data),
    z.object({
      total: amount,
      size: amount,
      records: z
        .array(z.unknown())
        .nullish()
        .transform((records) => records ?? []),
    }),
  ),
})

export interface ReadOptions {
  /** IANA zone of the vendor's times. */
  zone: string
}

interface CallTimes {
  callStartTime: string | null
  answerTime: string | null
  callEndTime: string | null
}

/**
 * Parses the times of a call together. When summer time ends, the clock may show an earlier time at
 * the answer or the end than at the start.
 */
function readTimes({ callStartTime, answerTime, callEndTime }: CallTimes, zone: string) {
  const read = (text: string | null, notBefore: string | null) =>
    text === null ? null : parseZonedTime(text, zone, notBefore)
  const startedAt = read(callStartTime, null)
  const answeredAt = read(answerTime, startedAt)
  return { startedAt, answeredAt, endedAt: read(callEndTime, answeredAt ?? startedAt) }
}

/** Returns the recording's URL and state. */
function readRecording(address: string | null): Pick<CallRecord, 'recording' | 'recordingState'> {
  if (address === null) return { recording: null, recordingState: 'none' }
  return isHttpUrl(address)
    ? { recording: address, recordingState: 'available' }
    : { recording: null, recordingState: 'unusable' }
}

/**
 * Reads one record. It never throws; invalid fields are `null`. `recording` is the vendor's URL.
 */
export function readCallRecord(raw: unknown, { zone }: ReadOptions): CallRecord {
  const asObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw : {}
  const v = vendorRecord.parse(asObject)
  const { startedAt, answeredAt, endedAt } = readTimes(v, zone)
  return completeCall({
    id: v.callSessionId ?? v.callId ?? [v.callStartTime, v.caller, v.called].join('|'),
    callId: v.callId,
    caller: v.caller ?? '',
    called: v.called ?? '',
    calledInfo: v.calledInfo,
    country: v.ccode === null ? null : { code: v.ccode.replace(/^\+/, ''), name: v.ccodeName },
    agent: v.agentName,
    group: v.agentGroupName,
    type: v.callType,
    hangupReason: v.hangupReason,
    hungUpBy: v.hangingDirection,
    sipCode: v.hangupCode,
    labels: v.labels,
    remark: v.remark,
    startedAt: startedAt ?? '',
    answeredAt,
    endedAt,
    talkSeconds: v.callDuration,
    ...readRecording(v.voiceUrl),
  })
}

/**
 * Gives each call of one page a unique id. Identical records are one call. Different records with the
 * same id get the suffixes `#2`, `#3`. The time is linear, even if all records share one id.
 */
export function withUniqueIds(records: CallRecord[]): CallRecord[] {
  const ids = new Set(records.map((record) => record.id))
  if (ids.size === records.length) return records
  const seen = new Map<string, { contents: Set<string>; count: number }>()
  const unique: CallRecord[] = []
  for (const record of records) {
    const { id } = record
    const content = JSON.stringify(record)
    const same = seen.get(id)
    if (!same) {
      seen.set(id, { contents: new Set([content]), count: 1 })
      unique.push(record)
    } else if (!same.contents.has(content)) {
      same.contents.add(content)
      do same.count += 1
      while (ids.has(`${id}#${same.count}`))
      unique.push({ ...record, id: `${id}#${same.count}` })
    }
  }
  return unique
}

/** One page of calls from the vendor. */
export interface VendorPage {
  /** All ids are different. */
  records: CallRecord[]
  /** Records in the answer, repeated ones included. */
  sent: number
  /** `null` if the vendor states none. */
  total: number | null
  /** Calls on a full page; `null` if the vendor does not state it. */
  size: number | null
}

export type VendorAnswer =
  | ({ kind: 'page' } & VendorPage)
  | { kind: 'failure'; status: string; reason: string | null }
  | { kind: 'malformed' }
  /** More than twice the calls that were requested. */
  | { kind: 'too_many' }

/**
 * Reads a complete answer of the vendor. It never throws. The number of records is limited, so that
 * the answer cannot determine how long reading takes.
 * @param json parsed by `parseJson`, with large integers as text
 * @param size calls that were requested
 */
export function readVendorAnswer(json: unknown, size: number, options: ReadOptions): VendorAnswer {
  const head = vendorStatus.safeParse(json)
  if (!head.success) return { kind: 'malformed' }
  const { status, reason } = head.data
  if (status !== '0') return { kind: 'failure', status, reason }
  const page = vendorPage.safeParse(json)
  if (!page.success) return { kind: 'malformed' }
  const { records, total, size: statedSize } = page.data.data
  if (records.length > 2 * size) return { kind: 'too_many' }
  return {
    kind: 'page',
    records: withUniqueIds(records.map((record) => readCallRecord(record, options))),
    sent: records.length,
    total,
    size: statedSize,
  }
}
