/** Bytes of a recording in their order. */
export type Chunks = AsyncGenerator<Uint8Array, void>

/** The part of `chunks` from byte `first` up to and with byte `last`; the rest is not read. */
export async function* cutChunks(
  chunks: Chunks,
  { first, last }: { first: number; last: number },
): Chunks {
  let at = 0
  for await (const chunk of chunks) {
    const part = chunk.subarray(Math.max(first - at, 0), Math.max(last + 1 - at, 0))
    at += chunk.length
    if (part.length > 0) yield part
    if (at > last) return
  }
}
