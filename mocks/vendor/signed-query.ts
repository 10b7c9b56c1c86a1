import { vendorSign } from './account/refuse-caller.ts'
import { DEMO_KEY, DEMO_SECRET, QUERY_PATH, VENDOR_ORIGIN } from './handler.ts'

/** Anything, so that tests can send what no client should. */
export interface QueryToSend {
  /** The clock it is signed by, milliseconds since the epoch. */
  now: number
  params?: Record<string, unknown>
  body?: unknown
  current?: number
  size?: number
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** A signed query; without `params` for the day up to `now`. */
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

/** `2022-01-01T00:00:00+08:00` of milliseconds since the epoch. */
export function isoTime(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00')
}
