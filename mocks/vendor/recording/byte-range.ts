/** First and last byte, both included. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * What a `Range` header asks of a file of so many bytes: one range; 'none' where it cannot be
 * satisfied (416); null where it is absent, broken or asks for several, and the whole is sent.
 */
export function readByteRange(header: string | null, size: number): ByteRange | 'none' | null {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!parts) return null
  const [, from = '', to = ''] = parts
  if (from === '' && to === '') return null
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'none' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= size ? 'none' : { first, last }
}
