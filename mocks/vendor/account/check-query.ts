import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import * as z from 'zod'

const TOLERANCE_SECONDS = 300

export interface Credentials {
  key: string
  secret: string
}

/** Returns the hex MD5 of key, secret and timestamp (seconds), as the vendor documents it. */
export function vendorSign({ key, secret }: Credentials, timestamp: string): string {
  return bytesToHex(md5(utf8ToBytes(key + secret + timestamp)))
}

/**
 * Checks the headers of a request. Returns null if they are valid, -1 for an unknown key or a wrong
 * signature, and -16 if the clock differs by more than `TOLERANCE_SECONDS`.
 * @param now the vendor's clock in milliseconds since the epoch
 */
export function refuseCaller(
  headers: Headers,
  credentials: Credentials,
  now: number,
): '-1' | '-16' | null {
  const timestamp = headers.get('Timestamp') ?? ''
  const sign = headers.get('Sign') ?? ''
  if (headers.get('Api-Key') !== credentials.key) return '-1'
  if (!/^\d{1,12}$/.test(timestamp)) return '-1'
  if (sign.toLowerCase() !== vendorSign(credentials, timestamp)) return '-1'
  return Math.abs(Number(timestamp) - now / 1000) > TOLERANCE_SECONDS ? '-16' : null
}

const DAY_MS = 86_400_000
export const HISTORY_MS = 62 * DAY_MS
const MAX_PERIOD_MS = 31 * DAY_MS
/** A query for exactly the last 62 days takes time to arrive. */
const GRACE_MS = 60_000

/**
 * Checks a period (ms since the epoch). Returns null if it is valid, -22 if it ends before it starts,
 * and -25 if it is longer than 31 days or begins more than 62 days ago.
 */
export function refuseRange(from: number, to: number, now: number): '-22' | '-25' | null {
  if (to < from) return '-22'
  if (to - from > MAX_PERIOD_MS) return '-25'
  if (from < now - HISTORY_MS - GRACE_MS) return '-25'
  return null
}

const text = z.string().min(1)
const time = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso))
const digits = z.string().regex(/^\d+$/)

/** A list of alternatives. The vendor refuses an empty one. */
function some<T extends z.ZodType>(item: T) {
  return z.array(item).min(1).optional()
}

/** The body of a query. Other keys and types are refused. Times become ms since the epoch. */
export const queryBody = z.strictObject({
  current: z.int().min(1),
  size: z.int().min(1).max(100),
  params: z.strictObject({
    strTime: time,
    endTime: time,
    sipGroupName: text.optional(),
    seatNameList: some(text),
    callType: some(z.int().min(1).max(3)),
    hangupReason: some(z.int().min(0).max(9)),
    calledOrCaller: digits.optional(),
    ccode: some(digits),
    hangingDirection: some(z.union([z.literal(0), z.literal(1), z.literal(3)])),
    labelNames: some(text),
  }),
})

export type QueryBody = z.infer<typeof queryBody>
export type QueryParams = QueryBody['params']
