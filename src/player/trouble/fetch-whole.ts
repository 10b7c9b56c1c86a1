/** Above this (bytes) a recording is not fetched whole. */
const LARGEST = 50_000_000
/** A source that sends nothing for so long (ms) has stopped. */
const QUIET_MS = 20_000

/**
 * Fetches a recording whole, behind the sound in the queue, and past the cache, where one reader
 * of an address waits for the other.
 * @returns `null` above 50 MB, as soon as that is known
 * @throws where it does not come, or not whole
 */
export async function fetchWhole(
  address: string,
  { fetch, signal }: { fetch: typeof globalThis.fetch; signal: AbortSignal },
): Promise<Blob | null> {
  const quiet = new AbortController()
  let timer = setTimeout(() => quiet.abort(), QUIET_MS)
  try {
    const response = await fetch(address, {
      priority: 'low',
      cache: 'no-store',
      signal: AbortSignal.any([signal, quiet.signal]),
    })
    const { ok, body, headers } = response
    if (!ok || !body) throw new Error(`the whole recording: ${response.status}`)
    const promised = headers.get('Content-Length')
    const reader = body.getReader()
    const chunks: Uint8Array<ArrayBuffer>[] = []
    for (let size = Number(promised); size <= LARGEST; ) {
      const { done, value } = await reader.read()
      if (done) return wholeOf(chunks, headers)
      clearTimeout(timer)
      timer = setTimeout(() => quiet.abort(), QUIET_MS)
      chunks.push(value)
      if (promised === null) size += value.length
    }
    await reader.cancel()
    return null
  } finally {
    clearTimeout(timer)
  }
}

function wholeOf(chunks: Uint8Array<ArrayBuffer>[], headers: Headers): Blob {
  return new Blob(chunks, { type: headers.get('Content-Type') ?? '' })
}
