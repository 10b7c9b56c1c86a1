import type { Bytes } from '../byte-stream.ts'
import type { Packed } from './pack.ts'
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
  packed: Packed
}

/** More would take ZIP64, which not every reader of workbooks knows. */
const MOST_BYTES = 0xffff_ffff

/**
 * A ZIP archive as it grows.
 * @throws RangeError where the archive or a part of it passes 4 GiB; and whatever a part throws
 */
export async function* zipParts(parts: AsyncIterable<ZipPart>): Bytes {
  const written: WrittenPart[] = []
  let at = 0
  function counted(chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    at += chunk.length
    return chunk
  }
  for await (const { path, packed } of parts) {
    const start = at
    yield counted(localHeader(path))
    const packedFrom = at
    for await (const chunk of packed.chunks) yield counted(chunk)
    const part: WrittenPart = { path, start, packedBytes: at - packedFrom, ...packed.sums }
    written.push(part)
    yield counted(dataDescriptor(part))
    if (Math.max(part.bytes, at) > MOST_BYTES) throw new RangeError(`${path} passes 4 GiB`)
  }
  const directoryAt = at
  for (const part of written) yield counted(directoryEntry(part))
  yield endOfDirectory(written.length, at - directoryAt, directoryAt)
}
