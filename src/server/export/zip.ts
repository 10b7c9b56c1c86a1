import { pipeline } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import type { Bytes } from './csv.ts'

/*
 * ZIP as a stream, after APPNOTE.TXT 6.3.10. Sizes and checksums follow the data of an entry,
 * because they are unknown before it. All entries are deflated (method 8), because deflated data
 * marks its end: a reader without the directory finds the next entry.
 */

/** Deflated bytes of an entry. */
export interface Packed {
  chunks: Bytes
  /** Checksum and size of the original bytes, valid once the last chunk was read. */
  sums: { checksum: number; bytes: number }
}

/** Faster than zlib's default level 6, and about a tenth larger. */
const LEVEL = 3

function addTo(sums: Packed['sums'], chunk: Uint8Array): void {
  sums.checksum = crc32(chunk, sums.checksum)
  sums.bytes += chunk.length
}

/** Deflates bytes as they are read. */
export function deflate(bytes: AsyncIterable<Uint8Array>): Packed {
  const sums = { checksum: 0, bytes: 0 }

  async function* counted() {
    for await (const chunk of bytes) {
      addTo(sums, chunk)
      yield chunk
    }
  }

  async function* deflated(): Bytes {
    // The loop below throws what fails, so the callback has nothing to do.
    const output = pipeline(counted(), createDeflateRaw({ level: LEVEL }), () => {})
    for await (const chunk of output) yield chunk
  }

  return { chunks: deflated(), sums }
}

/** Largest stored block (RFC 1951 section 3.2.4). */
const BLOCK_BYTES = 0xffff
const LAST_BLOCK = Uint8Array.of(1, 0, 0, 0xff, 0xff)

/** Wraps bytes as deflated data in stored blocks, because recordings hardly get smaller. */
export function store(bytes: AsyncIterable<Uint8Array>): Packed {
  const sums = { checksum: 0, bytes: 0 }

  async function* blocks(): Bytes {
    for await (const chunk of bytes) {
      addTo(sums, chunk)
      for (let at = 0; at < chunk.length; at += BLOCK_BYTES) {
        const part = chunk.subarray(at, at + BLOCK_BYTES)
        const block = Buffer.alloc(5 + part.length)
        block.writeUInt16LE(part.length, 1)
        block.writeUInt16LE(~part.length & 0xffff, 3)
        block.set(part, 5)
        yield block
      }
    }
    yield LAST_BLOCK
  }

  return { chunks: blocks(), sums }
}

/** Deflates an entry while another is written. It holds only the deflated bytes. */
export interface Packing {
  add: (chunk: Uint8Array) => void
  /** Ends the entry. Call it once. */
  packed: () => Packed
}

export function createPacking(): Packing {
  const deflater = createDeflateRaw({ level: LEVEL })
  const sums = { checksum: 0, bytes: 0 }
  const held: Buffer<ArrayBuffer>[] = []
  const ended = new Promise<void>((resolve, reject) => {
    deflater.on('data', (chunk: Buffer<ArrayBuffer>) => held.push(chunk))
    deflater.on('end', resolve)
    deflater.on('error', reject)
  })
  ended.catch(() => {}) // thrown where the bytes are read

  async function* rest(): Bytes {
    deflater.end()
    await ended
    yield* held
  }

  return {
    add(chunk) {
      addTo(sums, chunk)
      deflater.write(chunk)
    },
    packed: () => ({ chunks: rest(), sums }),
  }
}

/** A file in an archive. */
export interface ZipEntry {
  path: string
  packed: Packed
  /** Its time as `dosTime` writes it. The default is the first day that ZIP can express. */
  time?: number
}

interface WrittenEntry {
  head: Field[]
  path: Uint8Array
  start: number
  sizes: Field[]
}

type Field = readonly [value: number, bytes: 2 | 4 | 8]

const VERSION_DEFLATE = 20
const VERSION_ZIP64 = 45
const FLAG_SIZES_FOLLOW = 0x8
const FLAG_UTF8 = 0x800
const DEFLATED = 8
const FIRST_DAY = 0x21_0000
const FIRST_YEAR = 1980
const LAST_YEAR = 2107
/** Marks a field of two or four bytes whose value is in the Zip64 records. */
const IN_ZIP64 = { 2: 0xffff, 4: 0xffff_ffff } as const

/**
 * Writes a wall-clock time as ZIP stores it: local, without a zone, in steps of two seconds.
 * @param wall time in ms that a clock at UTC shows; outside 1980 to 2107 it becomes the first day of
 * 1980
 * @returns date in the upper 16 bits, time in the lower
 */
export function dosTime(wall: number): number {
  const at = new Date(wall)
  const year = at.getUTCFullYear()
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return FIRST_DAY
  const date = ((year - FIRST_YEAR) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return date * 0x1_0000 + time
}

function record(fields: readonly Field[], ...tail: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = fields.reduce((sum, [, bytes]) => sum + bytes, 0)
  const made = new Uint8Array(tail.reduce((sum, part) => sum + part.length, length))
  const view = new DataView(made.buffer)
  let at = 0
  for (const [value, bytes] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else if (bytes === 4) view.setUint32(at, value, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += bytes
  }
  for (const part of tail) {
    made.set(part, at)
    at += part.length
  }
  return made
}

/** Returns `value`, or the mark that the Zip64 record has it. */
function short(value: number, bytes: 2 | 4): Field {
  return [Math.min(value, IN_ZIP64[bytes]), bytes]
}

function headOf(path: string, time: number): Field[] {
  const isAscii = /^[\x20-\x7e]*$/.test(path)
  return [
    [FLAG_SIZES_FOLLOW | (isAscii ? 0 : FLAG_UTF8), 2],
    [DEFLATED, 2],
    [time, 4],
  ]
}

function localHeader({ head, path }: Pick<WrittenEntry, 'head' | 'path'>): Uint8Array<ArrayBuffer> {
  const sizes: Field[] = [0, 0, 0].map((size) => [size, 4])
  const lengths: Field[] = [
    [path.length, 2],
    [0, 2],
  ]
  return record([[0x04034b50, 4], [VERSION_DEFLATE, 2], ...head, ...sizes, ...lengths], path)
}

function directoryEntry({ head, path, start, sizes }: WrittenEntry): Uint8Array<ArrayBuffer> {
  const isFar = start >= IN_ZIP64[4]
  const version: Field = [isFar ? VERSION_ZIP64 : VERSION_DEFLATE, 2]
  const offset: Field[] = isFar
    ? [
        [1, 2],
        [8, 2],
        [start, 8],
      ]
    : []
  const extra = record(offset)
  const lengths: Field[] = [path.length, extra.length, 0, 0, 0].map((length) => [length, 2])
  const fields = [version, version, ...head, ...sizes, ...lengths]
  return record([[0x02014b50, 4], ...fields, [0, 4], short(start, 4)], path, extra)
}

/** Writes the end of an archive whose directory of `count` entries and `bytes` begins at `start`. */
function* endRecords(count: number, bytes: number, start: number) {
  if (count >= IN_ZIP64[2] || start + bytes >= IN_ZIP64[4]) {
    yield record([
      [0x06064b50, 4],
      [44, 8], // of this record, without these twelve bytes
      [VERSION_ZIP64, 2],
      [VERSION_ZIP64, 2],
      [0, 8],
      [count, 8],
      [count, 8],
      [bytes, 8],
      [start, 8],
    ])
    yield record([
      [0x07064b50, 4],
      [0, 4],
      [start + bytes, 8],
      [1, 4],
    ])
  }
  const [counts, size, offset] = [short(count, 2), short(bytes, 4), short(start, 4)]
  yield record([[0x06054b50, 4], [0, 4], counts, counts, size, offset, [0, 2]])
}

/**
 * Writes a ZIP archive as it is read.
 * @param mayBeZip64 `false` for workbooks, because their readers may not know Zip64
 * @throws RangeError for an entry of 4 GiB or more, and for an archive of that size that may not be
 * Zip64; and whatever an entry throws
 */
export async function* writeZip(entries: AsyncIterable<ZipEntry>, mayBeZip64: boolean): Bytes {
  const written: WrittenEntry[] = []
  let at = 0
  function counted(chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    at += chunk.length
    return chunk
  }
  for await (const { path, packed, time = FIRST_DAY } of entries) {
    const start = at
    const named = { head: headOf(path, time), path: new TextEncoder().encode(path) }
    yield counted(localHeader(named))
    const packedFrom = at
    for await (const chunk of packed.chunks) yield counted(chunk)
    const packedBytes = at - packedFrom
    const { checksum, bytes } = packed.sums
    if (Math.max(packedBytes, bytes, mayBeZip64 ? 0 : at) >= IN_ZIP64[4])
      throw new RangeError(`${path} passes 4 GiB`)
    const sizes: Field[] = [checksum, packedBytes, bytes].map((value) => [value, 4])
    written.push({ ...named, start, sizes })
    yield counted(record([[0x08074b50, 4], ...sizes]))
  }
  const directoryAt = at
  for (const entry of written) yield counted(directoryEntry(entry))
  yield* endRecords(written.length, at - directoryAt, directoryAt)
}
