/*
 * What an archive says of its parts, after APPNOTE.TXT 6.3.10: as much of it as a stream needs.
 * Sizes and checksums follow the data, as they are not known before it.
 */
const VERSION = 20
const SIZES_FOLLOW = 0x8
const DEFLATED = 8
/** The first day that ZIP knows, so that the same calls make the same archive. */
const NO_DATE = 0x21

/** A part that has been written. */
export interface WrittenPart {
  /** In ASCII. */
  path: string
  /** Where its local header begins. */
  start: number
  checksum: number
  packedBytes: number
  bytes: number
}

type Field = readonly [value: number, bytes: 2 | 4]

const HOW: readonly Field[] = [
  [VERSION, 2],
  [SIZES_FOLLOW, 2],
  [DEFLATED, 2],
  [0, 2],
  [NO_DATE, 2],
]

function header(fields: readonly Field[], name = ''): Uint8Array<ArrayBuffer> {
  const nameAt = fields.reduce((sum, [, bytes]) => sum + bytes, 0)
  const made = new Uint8Array(nameAt + name.length)
  const view = new DataView(made.buffer)
  let at = 0
  for (const [value, bytes] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  made.set(new TextEncoder().encode(name), nameAt)
  return made
}

function sizesOf({ checksum, packedBytes, bytes }: WrittenPart): Field[] {
  return [
    [checksum, 4],
    [packedBytes, 4],
    [bytes, 4],
  ]
}

/** Stands before the data of a part. */
export function localHeader(path: string): Uint8Array<ArrayBuffer> {
  const unknown: Field[] = [0, 0, 0].map((size) => [size, 4])
  return header([[0x04034b50, 4], ...HOW, ...unknown, [path.length, 2], [0, 2]], path)
}

/** Stands after it. */
export function dataDescriptor(part: WrittenPart): Uint8Array<ArrayBuffer> {
  return header([[0x08074b50, 4], ...sizesOf(part)])
}

/** Stands in the directory at the archive's end, for each part. */
export function directoryEntry(part: WrittenPart): Uint8Array<ArrayBuffer> {
  const { path, start } = part
  const lengths: Field[] = [path.length, 0, 0, 0, 0].map((length) => [length, 2])
  const made: Field[] = [[0x02014b50, 4], [VERSION, 2], ...HOW, ...sizesOf(part)]
  return header([...made, ...lengths, [0, 4], [start, 4]], path)
}

/** Ends the archive. @param start where the directory begins */
export function endOfDirectory(
  parts: number,
  bytes: number,
  start: number,
): Uint8Array<ArrayBuffer> {
  const counts: Field[] = [0, 0, parts, parts].map((count) => [count, 2])
  return header([[0x06054b50, 4], ...counts, [bytes, 4], [start, 4], [0, 2]])
}
