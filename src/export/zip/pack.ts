import { chunksOf } from '../../lib/chunks-of.ts'
import type { Bytes } from '../files/byte-stream.ts'
import { crc32 } from './crc32.ts'

/** Bytes compressed by the platform, as a ZIP has them. */
export interface Packed {
  chunks: Bytes
  /** Of what was compressed, once the last chunk has come. */
  sums: { checksum: number; bytes: number }
}

function deflating() {
  const { readable, writable } = new CompressionStream('deflate-raw')
  return { chunks: chunksOf(readable), writer: writable.getWriter() }
}

/** Compresses `bytes` as they are asked for; nothing is held of a chunk once the next is packed. */
export function pack(bytes: Bytes): Packed {
  const sums = { checksum: 0, bytes: 0 }

  async function* deflated(): Bytes {
    const { chunks, writer } = deflating()
    // One chunk after the other: a pipe fills its queue first, which in Node holds 16,384 chunks.
    // A chunk is packed when its write is done; in Node, one under 16 KiB may be so with the next.
    async function feed(): Promise<void> {
      try {
        for await (const chunk of bytes) {
          sums.checksum = crc32(chunk, sums.checksum)
          sums.bytes += chunk.length
          await writer.write(chunk)
        }
        await writer.close()
      } catch (error) {
        await writer.abort(error).catch(() => {}) // where reading has ended there is nobody to tell
      }
    }
    const fed = feed()
    try {
      yield* chunks
    } finally {
      await fed
    }
  }

  return { chunks: deflated(), sums }
}

/** The most that a stored block holds (RFC 1951 section 3.2.4). */
const BLOCK_BYTES = 0xffff
const LAST_BLOCK = Uint8Array.of(1, 0, 0, 0xff, 0xff)

/**
 * Writes `bytes` as deflated data without compressing them, in stored blocks: recordings have
 * nothing left to gain. Unlike data that is stored as it is, its end can be found.
 */
export function packUncompressed(bytes: AsyncIterable<Uint8Array>): Packed {
  const sums = { checksum: 0, bytes: 0 }

  async function* blocks(): Bytes {
    for await (const chunk of bytes) {
      sums.checksum = crc32(chunk, sums.checksum)
      sums.bytes += chunk.length
      for (let at = 0; at < chunk.length; at += BLOCK_BYTES) {
        const part = chunk.subarray(at, at + BLOCK_BYTES)
        const block = new Uint8Array(5 + part.length)
        const view = new DataView(block.buffer)
        view.setUint16(1, part.length, true)
        view.setUint16(3, ~part.length & 0xffff, true)
        block.set(part, 5)
        yield block
      }
    }
    yield LAST_BLOCK
  }

  return { chunks: blocks(), sums }
}

/** Compresses what comes while something else is written, and holds it until it is its turn. */
export interface Packing {
  /** @param chunk is not touched by the caller any more */
  add: (chunk: Uint8Array<ArrayBuffer>) => void
  /** To be asked for once, after the last chunk. */
  packed: () => Packed
}

/** Makes a packing, which has nothing yet. */
export function createPacking(): Packing {
  const { chunks, writer } = deflating()
  const sums = { checksum: 0, bytes: 0 }
  const held: Uint8Array<ArrayBuffer>[] = []
  async function hold(): Promise<void> {
    for await (const chunk of chunks) held.push(chunk)
  }
  const all = hold()
  all.catch(() => undefined) // it is thrown where the chunks are asked for
  return {
    add(chunk) {
      sums.checksum = crc32(chunk, sums.checksum)
      sums.bytes += chunk.length
      writer.write(chunk).catch(() => undefined) // reading fails too
    },
    packed() {
      async function* rest(): Bytes {
        await Promise.all([writer.close(), all])
        yield* held
      }
      return { chunks: rest(), sums }
    },
  }
}
