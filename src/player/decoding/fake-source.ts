interface SourceManners {
  /** No for a source that always sends the whole. */
  ranges?: boolean
  /** No for a source that does not say how long it is. */
  length?: boolean
  /** Bytes of each chunk of the body. */
  chunkBytes?: number
}

/** A source of one recording for tests, which notes what it was asked for and sends no more. */
export function fakeSource(
  file: Uint8Array,
  { ranges = true, length = true, chunkBytes = 1000 }: SourceManners = {},
) {
  const asked: { url: string; range: string | null; init: RequestInit }[] = []
  const stats = { bytes: 0 }

  function bodyOf(part: Uint8Array, signal: AbortSignal | null | undefined) {
    let at = 0
    return new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull(controller) {
          signal?.throwIfAborted()
          const chunk = part.slice(at, at + chunkBytes)
          at += chunk.length
          stats.bytes += chunk.length
          if (chunk.length > 0) controller.enqueue(chunk)
          if (at >= part.length) controller.close()
        },
      },
      { highWaterMark: 0 },
    )
  }

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const range = new Headers(init?.headers).get('Range')
    asked.push({ url: String(input), range, init: init ?? {} })
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
    const end = last ? Math.min(Number(last) + 1, file.length) : file.length
    if (!ranges) {
      const headers: HeadersInit = length ? { 'Content-Length': String(file.length) } : {}
      return new Response(bodyOf(file, init?.signal), { headers })
    }
    const headers = { 'Content-Range': `bytes ${first}-${end - 1}/${length ? file.length : '*'}` }
    const part = file.subarray(Number(first), end)
    return new Response(bodyOf(part, init?.signal), { status: 206, headers })
  }

  return { fetch, asked, stats }
}

/** A WAV file with so many more bytes before its samples. */
export function withNotes(file: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const noted = new Uint8Array(file.length + bytes)
  noted.set(file.subarray(0, 12))
  noted.set(new TextEncoder().encode('LIST'), 12)
  new DataView(noted.buffer).setUint32(16, bytes - 8, true)
  noted.set(file.subarray(12), 12 + bytes)
  return noted
}
