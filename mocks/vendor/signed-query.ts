import * as z from 'zod'
import { vendorSign } from './account/check-query.ts'
import { DEMO_KEY, DEMO_SECRET, QUERY_PATH, VENDOR_ORIGIN } from './handler.ts'

/** The part of the vendor's answer that tests check. A refusal has no rows. */
const vendorAnswer = z.object({
  status: z.string(),
  reason: z.string(),
  data: z
    .object({
      total: z.number(),
      pages: z.number().optional(),
      records: z.array(z.record(z.string(), z.unknown())),
    })
    .default({ total: 0, records: [] }),
})

/** Parses a response of the simulator's API. Throws if it has another shape. */
export async function readAnswer(response: Response) {
  return vendorAnswer.parse(await response.json())
}

/** A query of any kind, so that tests can send invalid ones. */
export interface QueryToSend {
  /** The time of the signature, ms since the epoch. */
  now: number
  params?: Record<string, unknown>
  body?: unknown
  current?: number
  size?: number
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Returns a signed query. Its default period is the day up to `now`. */
export function signedQuery(query: QueryToSend): Request {
  const { now, params = {}, current = 1, size = 100, signal } = query
  const timestamp = String(Math.floor(now / 1000))
  const period = { strTime: isoTime(now - 86_400_000), endTime: isoTime(now) }
  const body = query.body ?? { current, size, params: { ...period, ...params } }
  return new Request(VENDOR_ORIGIN + QUERY_PATH, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json;charset=UTF-8',
      'Api-Key': DEMO_KEY,
      Timestamp: timestamp,
      Sign: vendorSign({ key: DEMO_KEY, secret: DEMO_SECRET }, timestamp),
      ...query.headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal && { signal }),
  })
}

/** Formats ms since the epoch as `2022-01-01T00:00:00+08:00`. */
export function isoTime(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00')
}
