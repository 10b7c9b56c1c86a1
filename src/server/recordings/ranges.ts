/** First and last byte, both included. */
export interface ByteRange {
  first: number
  last: number
}

/** The validators of a file, as its headers state them (RFC 9110, 8.8). */
export interface Validators {
  etag: string | null
  lastModified: string | null
}

/** A date this much older than the answer is a strong validator (RFC 9110, 8.8.2.2). */
const STRONG_DATE_MS = 1_000

/**
 * Parses the `Range` header for a file of `size` bytes (RFC 9110, 14.1.2).
 * @returns one range; `unsatisfiable` for 416; `null` for the complete file, if the header is absent,
 * malformed or has several ranges
 */
export function readByteRange(
  header: string | null,
  size: number,
): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return null
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null
  return first <= last ? { first, last } : 'unsatisfiable'
}

/** Parses `Content-Range: bytes 0-99/1234`; `size` is `null` for `*`. `null` if malformed. */
export function readContentRange(
  header: string | null,
): (ByteRange & { size: number | null }) | null {
  const match = /^bytes\s+(\d+)-(\d+)\/(\d+|\*)$/i.exec(header?.trim() ?? '')
  if (!match) return null
  const [, first, last, size] = match
  const range = { first: Number(first), last: Number(last) }
  return range.first <= range.last ? { ...range, size: size === '*' ? null : Number(size) } : null
}

/** Parses the size in the `Content-Range` of a 416; `null` without one. */
export function readUnsatisfiedSize(header: string | null): number | null {
  const size = /^bytes\s+\*\/(\d+)$/i.exec(header?.trim() ?? '')?.[1]
  return size === undefined ? null : Number(size)
}

const isStrong = (etag: string) => etag.startsWith('"')
const opaque = (etag: string) => etag.trim().replace(/^W\//, '')

function isStrongDate(lastModified: string, now: number): boolean {
  return Date.parse(lastModified) + STRONG_DATE_MS <= now
}

/**
 * Evaluates `If-None-Match` and, without it, `If-Modified-Since` (RFC 9110, 13.1.2, 13.1.3, 13.2.2).
 * @returns whether the answer to a GET or HEAD is 304
 */
export function isNotModified(headers: Headers, { etag, lastModified }: Validators): boolean {
  const tags = headers.get('If-None-Match')
  if (tags !== null) {
    if (tags.trim() === '*') return true
    const listed = tags.match(/(?:W\/)?"[^"]*"/g) ?? []
    return etag !== null && listed.some((tag) => opaque(tag) === opaque(etag))
  }
  const since = Date.parse(headers.get('If-Modified-Since') ?? '')
  return lastModified !== null && Date.parse(lastModified) <= since
}

/**
 * Evaluates `If-Range` (RFC 9110, 13.1.5): by strong comparison, or by an identical date.
 * @param now milliseconds since the epoch
 * @returns whether the `Range` header applies
 */
export function isRangeCurrent(
  condition: string | null,
  { etag, lastModified }: Validators,
  now: number,
): boolean {
  if (condition === null) return true
  const given = condition.trim()
  if (/^(?:W\/)?"/.test(given)) return etag === given && isStrong(etag)
  if (lastModified === null || !isStrongDate(lastModified, now)) return false
  return Date.parse(given) === Date.parse(lastModified)
}

/**
 * Returns the `If-Range` of a request for a range of the file with these validators.
 * @param now milliseconds since the epoch, when the file was last seen
 * @returns `null` without a strong validator
 */
export function ifRangeOf({ etag, lastModified }: Validators, now: number): string | null {
  if (etag !== null) return isStrong(etag) ? etag : null
  return lastModified !== null && isStrongDate(lastModified, now) ? lastModified : null
}
