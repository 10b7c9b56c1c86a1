import { createAccountZone } from './account/account-zone.ts'
import { createQueryAnswerer } from './account/answer-query.ts'
import { html } from './account/reply.ts'
import { createCallBook } from './calls/call-book.ts'
import { createRecordingAnswerer } from './recording/answer-recording.ts'
import type { VendorStats } from './recording/serve-recording.ts'

export const DEMO_KEY = 'demo-key'
export const DEMO_SECRET = 'demo-secret'
export const VENDOR_ORIGIN = 'https://api.laaffic.com'
export const RECORDINGS_ORIGIN = 'https://recordings.callboard.example'

export const QUERY_PATH = '/v3/voice/ccRecordQuery'
const SEED = 'callboard'

export interface VendorOptions {
  /** The vendor's clock, in milliseconds since the epoch. */
  now: () => number
  /** Returns the bytes of a recording by its file name. */
  recordings: (name: string) => Promise<Uint8Array>
  /** IANA zone of the record times. */
  timeZone?: string
  key?: string
  secret?: string
  /** The origin of the recordings in records. */
  recordingsOrigin?: string
}

/** Replaces `fetch`. `redirect` is always 'manual'. */
export interface Vendor {
  (input: Request | URL | string, init?: RequestInit): Promise<Response>
  readonly stats: Readonly<VendorStats>
}

/**
 * Creates the simulator: the vendor's API at `/v3/voice/ccRecordQuery` and the recordings at all other
 * paths, on any host. Requests fail as with `fetch` for the `!refused` sentinel, and with the signal's
 * reason.
 * @throws RangeError if the zone is invalid
 */
export function createVendor(options: VendorOptions): Vendor {
  const {
    now,
    recordings,
    timeZone = 'Asia/Shanghai',
    key = DEMO_KEY,
    secret = DEMO_SECRET,
  } = options
  const { recordingsOrigin = RECORDINGS_ORIGIN } = options
  const stats: VendorStats = { requests: 0, openStreams: 0, bytesSent: 0 }
  const zone = createAccountZone(timeZone)
  const book = createCallBook(SEED, zone)
  const answerQuery = createQueryAnswerer({
    book,
    credentials: { key, secret },
    now,
    recordingsOrigin,
    zone,
  })
  const answerRecording = createRecordingAnswerer({ now, recordings, stats })

  async function vendor(input: Request | URL | string, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    request.signal.throwIfAborted()
    stats.requests += 1
    const { pathname } = new URL(request.url)
    if (pathname === QUERY_PATH) return answerQuery(request)
    if (pathname.startsWith('/v3/')) return html(404, 'Not Found')
    return answerRecording(request)
  }

  return Object.assign(vendor, { stats })
}
