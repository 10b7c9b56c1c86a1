import type { Chunks } from './stream-recording.ts'

/** Reads a stream of bytes from its start. */
export interface ByteReader {
  /** The next bytes, which stay the next ones; fewer than `count` at the end of the stream. */
  peek: (count: number) => Promise<Uint8Array>
  /** Drops the next bytes. */
  skip: (count: number) => Promise<void>
  /** All that follows, or the first `limit` bytes of it. */
  rest: (limit?: number) => Chunks
}

/** Creates a reader of `chunks`. It keeps no more of them than what was peeked at. */
export function createByteReader(chunks: Chunks): ByteReader {
  let held = new Uint8Array()

  /** @returns whether there was another chunk */
  async function pull(): Promise<boolean> {
    const { done, value } = await chunks.next()
    if (done) return false
    held = held.length === 0 ? new Uint8Array(value) : joinBytes(held, value)
    return true
  }

  return {
    async peek(count) {
      while (held.length < count && (await pull())) {}
      return held.subarray(0, count)
    },
    async skip(count) {
      let left = count
      while (left >= held.length) {
        left -= held.length
        held = new Uint8Array()
        if (left === 0 || !(await pull())) return
      }
      held = held.subarray(left)
    },
    async *rest(limit = Number.POSITIVE_INFINITY) {
      let left = limit
      try {
        if (held.length > 0) yield held.subarray(0, left)
        left -= held.length
        while (left > 0) {
          const { done, value } = await chunks.next()
          if (done) return
          yield value.length > left ? value.subarray(0, left) : value
          left -= value.length
        }
      } finally {
        await chunks.return()
      }
    },
  }
}

/** The bytes of two arrays in a new one. */
export function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
