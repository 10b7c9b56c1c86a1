import { createProblem, type ProblemCode } from '../calls/problems.ts'
import { type FetchOwn, type Pause, SILENCE_MS } from '../server/export/read-recording.ts'

/** The fault of one request. */
export type Trouble =
  | 'none'
  /** The connection fails. */
  | 'offline'
  /** A proxy answers with an HTML page. */
  | 'page'
  | { code: ProblemCode; retryAfter?: number }
  /** The connection breaks after this number of bytes. */
  | { breaksAfter: number }
  /** The answer ends too early, after this number of bytes. */
  | { endsAfter: number }
  /** The answer stalls after this number of bytes. */
  | { silentAfter: number }
  /** The recording changes. */
  | { becomes: Uint8Array }

/** A recording at its source. */
export interface FakeRecording {
  bytes: Uint8Array
  type?: string
  /** Without a tag, later answers may belong to another version. */
  etag?: string
  hasRanges?: boolean
  saysLength?: boolean
  /** The faults of the first requests. Further requests succeed. */
  troubles?: Trouble[]
}

export interface Asked {
  address: string
  range: string | null
  ifRange: string | null
  signal: AbortSignal
}

const CHUNK = 65_536

/** Returns an endpoint with recordings, and a pause that does not wait. */
export function fakeSource(recordings: Record<string, FakeRecording>) {
  const asked: Asked[] = []
  const pauses: number[] = []
  const current = new Map(Object.entries(recordings))
  let open = 0
  let isSilent = false
  let onSilent = () => {}

  /** Streams `limit` bytes on demand. Then the body ends as `last` says. */
  function bodyOf(
    bytes: Uint8Array,
    limit: number,
    last: 'end' | 'break' | 'wait',
    s: AbortSignal,
  ) {
    let sent = 0
    open += 1
    return new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start(controller) {
          s.addEventListener('abort', () => {
            open -= 1
            controller.error(s.reason)
          })
        },
        pull(controller) {
          const chunk = bytes.slice(sent, Math.min(sent + CHUNK, limit))
          sent += chunk.length
          if (chunk.length > 0) return controller.enqueue(chunk)
          if (last === 'end') return controller.close()
          if (last === 'break') return controller.error(new TypeError('terminated'))
          isSilent = true
          onSilent()
          return new Promise(() => {})
        },
      },
      { highWaterMark: 0 },
    )
  }

  const fetchOwn: FetchOwn = async (address, { headers: given, signal }) => {
    const headers = new Headers(given)
    const [range, ifRange] = [headers.get('Range'), headers.get('If-Range')]
    signal.throwIfAborted()
    asked.push({ address, range, ifRange, signal })
    const recording = current.get(address)
    const trouble = recording?.troubles?.shift() ?? 'none'
    if (trouble === 'offline') throw new TypeError('Failed to fetch')
    if (trouble === 'page') return new Response('<html>', { status: 502 })
    if (!recording) return problem('recording_missing')
    if (typeof trouble === 'object' && 'code' in trouble)
      return problem(trouble.code, trouble.retryAfter)
    if (typeof trouble === 'object' && 'becomes' in trouble) {
      recording.bytes = trouble.becomes
      if (recording.etag) recording.etag = '"another"'
    }
    return answer(recording, range, ifRange, trouble, signal)
  }

  function answer(
    { bytes, type = 'audio/wav', etag, hasRanges = true, saysLength = true }: FakeRecording,
    range: string | null,
    ifRange: string | null,
    trouble: Trouble,
    signal: AbortSignal,
  ): Response {
    const isPart = range !== null && hasRanges && (ifRange === null || ifRange === etag)
    const from = isPart ? Number(/\d+/.exec(range)?.[0]) : 0
    const headers = new Headers({ 'Content-Type': type })
    if (etag) headers.set('ETag', etag)
    if (isPart && from >= bytes.length)
      return new Response(null, {
        status: 416,
        headers: { 'Content-Range': `bytes */${bytes.length}` },
      })
    const left = bytes.subarray(from)
    const size = saysLength ? `${bytes.length}` : '*'
    if (isPart) headers.set('Content-Range', `bytes ${from}-${bytes.length - 1}/${size}`)
    if (saysLength) headers.set('Content-Length', `${left.length}`)
    const [limit, last] = endOf(trouble, left.length)
    const body = bodyOf(left, limit, last, signal)
    return new Response(body, { status: isPart ? 206 : 200, headers })
  }

  const pause: Pause = async (ms, signal) => {
    signal.throwIfAborted()
    if (ms !== SILENCE_MS) return void pauses.push(ms / 1000)
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      onSilent = resolve
      if (isSilent) resolve()
    })
    isSilent = false
  }

  return { fetchOwn, pause, asked, pauses, open: () => open }
}

function problem(code: ProblemCode, retryAfter?: number): Response {
  const body = createProblem(code, 'a-request', 'It failed.')
  const headers = retryAfter === undefined ? {} : { 'Retry-After': `${retryAfter}` }
  return Response.json(body, { status: body.status, headers })
}

function endOf(trouble: Trouble, length: number): [limit: number, last: 'end' | 'break' | 'wait'] {
  if (typeof trouble === 'object' && 'breaksAfter' in trouble) return [trouble.breaksAfter, 'break']
  if (typeof trouble === 'object' && 'endsAfter' in trouble) return [trouble.endsAfter, 'end']
  if (typeof trouble === 'object' && 'silentAfter' in trouble) return [trouble.silentAfter, 'wait']
  return [length, 'end']
}

/** Returns pseudo-random bytes. A seed always gives the same bytes. */
export function soundOf(seed: number, length: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(length / 4))
  let state = seed * 2_654_435_761 + 1
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[index] = state
  }
  return new Uint8Array(words.buffer, 0, length)
}
