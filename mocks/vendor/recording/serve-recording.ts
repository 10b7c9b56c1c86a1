import type { Recording } from '../recordings.ts'
import type { VendorStats } from '../vendor-stats.ts'
import { type ByteRange, readByteRange } from './byte-range.ts'
import { type Bytes, createByteStream, type Pace } from './byte-stream.ts'

export type ServedFile = Pick<Recording, 'name' | 'contentType'>

export interface ServeOptions {
  /** Last-Modified, milliseconds since the epoch. */
  modifiedAt: number
  stats: VendorStats
  /** False for a source that always sends the whole. */
  ranges?: boolean
  /** Instead of the recording's own. */
  contentType?: string
  pace?: Pace
  /** How long (ms) a body that expires holds its connection. */
  holdMs?: number
  /** Instead of the recording's own, or made of them. */
  bytes?: Bytes | ((own: Uint8Array) => Bytes)
}

/** One recording by GET or HEAD: the whole, or the one range asked for where If-Range allows it. */
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
