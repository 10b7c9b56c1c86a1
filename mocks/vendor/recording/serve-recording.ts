import type { Recording } from '../recordings.ts'
import type { VendorStats } from '../vendor-stats.ts'
import { readByteRange } from './byte-range.ts'
import { createByteStream, type Pace } from './byte-stream.ts'

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
}

/** One recording by GET or HEAD: the whole, or the one range asked for where If-Range allows it. */
export function serveRecording(
  request: Request,
  recording: ServedFile,
  bytes: Uint8Array,
  { modifiedAt, stats, ranges = true, contentType, pace = 'whole' }: ServeOptions,
): Response {
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
  const part = range ? bytes.subarray(range.first, range.last + 1) : bytes
  if (range) headers.set('Content-Range', `bytes ${range.first}-${range.last}/${size}`)
  headers.set('Content-Length', String(part.length))
  const status = range ? 206 : 200
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const body = createByteStream(part, { pace, signal: request.signal, stats })
  return new Response(body, { status, headers })

  function wanted() {
    return request.method === 'GET' ? readByteRange(request.headers.get('Range'), size) : null
  }
}

function isCurrent(condition: string | null, headers: Headers): boolean {
  return (
    condition === null || [headers.get('ETag'), headers.get('Last-Modified')].includes(condition)
  )
}
