import { pause } from '../account/reply.ts'
import type { Recording } from '../recordings.ts'

export type ServedFile = Pick<Recording, 'name' | 'contentType'>

export interface ServeOptions {
  /** Last-Modified, milliseconds since the epoch. */
  modifiedAt: number
  stats: VendorStats
  /** Whether the source supports ranges. */
  ranges?: boolean
  /** Replaces the recording's own type. */
  contentType?: string
  pace?: Pace
  /** How long (ms) `expire` keeps the connection open. */
  holdMs?: number
  /** Replaces the recording's own bytes, or changes them. */
  bytes?: Bytes | ((own: Uint8Array) => Bytes)
}

/** Answers GET or HEAD with a complete recording, or with one range if `If-Range` allows it. */
export function serveRecording(
  request: Request,
  recording: ServedFile,
  own: Uint8Array,
  {
    modifiedAt,
    stats,
    ranges = true,
    contentType,
    pace = 'whole',
    holdMs,
    bytes: served = own,
  }: ServeOptions,
): Response {
  const bytes = typeof served === 'function' ? served(own) : served
  const size = bytes.length
  const headers = new Headers({
    'Content-Type': contentType ?? recording.contentType,
    ETag: `"${recording.name}-${size}"`,
    'Last-Modified': new Date(modifiedAt).toUTCString(),
    ...(ranges && { 'Accept-Ranges': 'bytes' }),
  })
  const range = ranges && isCurrent(request.headers.get('If-Range'), headers) ? wanted() : null
  if (range === 'none') {
    headers.set('Content-Range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  const part = range ? partOf(bytes, range) : bytes
  if (range) headers.set('Content-Range', `bytes ${range.first}-${range.last}/${size}`)
  headers.set('Content-Length', String(part.length))
  const status = range ? 206 : 200
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const body = createByteStream(part, {
    pace,
    ...(holdMs && { holdMs }),
    signal: request.signal,
    stats,
  })
  return new Response(body, { status, headers })

  function wanted() {
    return request.method === 'GET' ? readByteRange(request.headers.get('Range'), size) : null
  }
}

function partOf(bytes: Bytes, { first, last }: ByteRange): Bytes {
  return {
    length: last + 1 - first,
    slice: (start, end) => bytes.slice(first + start, Math.min(first + end, last + 1)),
  }
}

function isCurrent(condition: string | null, headers: Headers): boolean {
  return (
    condition === null || [headers.get('ETag'), headers.get('Last-Modified')].includes(condition)
  )
}

/** First and last byte, both included. */
interface ByteRange {
  first: number
  last: number
}

/**
 * Parses a `Range` header for a file of `size` bytes. Returns one range; 'none' if it is unsatisfiable
 * (416); null for the complete file, if the header is absent, malformed or has several ranges.
 */
export function readByteRange(header: string | null, size: number): ByteRange | 'none' | null {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!parts) return null
  const [, from = '', to = ''] = parts
  if (from === '' && to === '') return null
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'none' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= size ? 'none' : { first, last }
}

/** Counters of a simulator, for tests. */
export interface VendorStats {
  requests: number
  /** Recordings that are being read. */
  openStreams: number
  /** Bytes of recordings that were sent. */
  bytesSent: number
}

const CHUNK_BYTES = 16 * 1024
const KIB = 1024

/** Bytes that may be generated when a slice is read. */
export interface Bytes {
  readonly length: number
  slice(start: number, end: number): Uint8Array
}

/**
 * How a body is sent. `stall` and `header` stop after 64 KiB or the header of a WAV file. `drop` breaks
 * the connection after half of the body, `expire` after 64 KiB and a wait.
 */
type Pace = 'whole' | 'stall' | 'header' | 'drop' | 'expire'

const ENDS: Record<Pace, (length: number) => number> = {
  whole: (length) => length,
  stall: () => 64 * KIB,
  header: () => 44,
  drop: (length) => length >> 1,
  expire: () => 64 * KIB,
}

interface StreamOptions {
  pace: Pace
  /** How long (ms) `expire` keeps the connection open. */
  holdMs?: number
  signal: AbortSignal
  stats: VendorStats
}

/**
 * Streams bytes without reading ahead, and counts them in `stats`. It errors with the signal's reason
 * when the signal aborts.
 */
function createByteStream(
  bytes: Bytes,
  { pace, holdMs = 0, signal, stats }: StreamOptions,
): ReadableStream<Uint8Array> {
  const end = Math.min(ENDS[pace](bytes.length), bytes.length)
  const isCut = end < bytes.length
  let at = 0
  let giveUp = () => {}
  let open = true
  stats.openStreams += 1

  function close(): void {
    if (!open) return
    open = false
    stats.openStreams -= 1
    signal.removeEventListener('abort', giveUp)
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        giveUp = () => {
          close()
          controller.error(signal.reason)
        }
        if (signal.aborted) giveUp()
        else signal.addEventListener('abort', giveUp)
      },
      async pull(controller) {
        const chunk = bytes.slice(at, Math.min(at + CHUNK_BYTES, end))
        at += chunk.length
        stats.bytesSent += chunk.length
        if (chunk.length > 0) controller.enqueue(chunk)
        if (at < end) return
        if (isCut && (pace === 'stall' || pace === 'header')) return new Promise<void>(() => {})
        if (isCut && pace === 'expire') await pause(holdMs, signal)
        close()
        if (isCut) controller.error(new TypeError('terminated'))
        else controller.close()
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}
