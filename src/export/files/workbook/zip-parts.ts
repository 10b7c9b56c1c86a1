import { chunksOf } from '../../../api/chunks-of.ts'
import type { Bytes } from '../byte-stream.ts'
import { crc32 } from './crc32.ts'
import {
  dataDescriptor,
  directoryEntry,
  endOfDirectory,
  localHeader,
  type WrittenPart,
} from './zip-headers.ts'

/** A file in an archive. */
export interface ZipPart {
  /** In ASCII. */
  path: string
  /** Of a chunk nothing is held once it and the next are packed. */
  bytes: Bytes
}

/** More would take ZIP64, which not every reader of workbooks knows. */
const MOST_BYTES = 0xffff_ffff

async function* deflate(bytes: Bytes): Bytes {
  const { readable, writable } = new CompressionStream('deflate-raw')
  const writer = writable.getWriter()
  // One chunk after the other: a pipe fills its queue first, which in Node holds 16,384 chunks.
  // A chunk is packed when its write is done; in Node, one under 16 KiB may be so with the next.
  async function feed(): Promise<void> {
    try {
      for await (const chunk of bytes) await writer.write(chunk)
      await writer.close()
    } catch (error) {
      await writer.abort(error).catch(() => {}) // where reading has ended there is nobody to tell
    }
  }
  const fed = feed()
  try {
    yield* chunksOf(readable)
  } finally {
    await fed
  }
}

/** Passes `bytes` on, and notes in `part` how many they are and what they add up to. */
async function* noting(part: WrittenPart, bytes: Bytes): Bytes {
  for await (const chunk of bytes) {
    part.checksum = crc32(chunk, part.checksum)
    part.bytes += chunk.length
    yield chunk
  }
}

/**
 * A ZIP archive as it grows, each part compressed by the platform.
 * @throws RangeError where the archive or a part of it passes 4 GiB; and whatever a part throws
 */
export async function* zipParts(parts: AsyncIterable<ZipPart>): Bytes {
  const written: WrittenPart[] = []
  let at = 0
  function counted(chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    at += chunk.length
    return chunk
  }
  for await (const { path, bytes } of parts) {
    const part: WrittenPart = { path, start: at, checksum: 0, packedBytes: 0, bytes: 0 }
    written.push(part)
    yield counted(localHeader(path))
    for await (const chunk of deflate(noting(part, bytes))) {
      part.packedBytes += chunk.length
      yield counted(chunk)
    }
    yield counted(dataDescriptor(part))
    if (Math.max(part.bytes, at) > MOST_BYTES) throw new RangeError(`${path} passes 4 GiB`)
  }
  const directoryAt = at
  for (const part of written) yield counted(directoryEntry(part))
  yield endOfDirectory(written.length, at - directoryAt, directoryAt)
}
