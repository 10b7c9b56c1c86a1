const REPLACEMENT = 0xfffd

/** The code point at `index`; that of the replacement character for half a pair. */
function codePointAt(text: string, index: number): number {
  const point = text.codePointAt(index) ?? REPLACEMENT
  return point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point
}

/**
 * Writes `text` as UTF-8 into `bytes` from `at` on, where there must be room: three bytes for each
 * UTF-16 unit are enough. `TextEncoder` does the same, but in Chromium it copies each text to where
 * it lies until the next collection, which for a million rows is hundreds of MB, and takes longer.
 * @returns where it ends
 */
export function writeUtf8(text: string, bytes: Uint8Array, at: number): number {
  let end = at
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) {
      bytes[end++] = unit
      continue
    }
    const point = codePointAt(text, index)
    if (point < 0x800) bytes[end++] = 0xc0 | (point >> 6)
    else {
      if (point < 0x10000) bytes[end++] = 0xe0 | (point >> 12)
      else {
        bytes[end++] = 0xf0 | (point >> 18)
        bytes[end++] = 0x80 | ((point >> 12) & 0x3f)
        index += 1
      }
      bytes[end++] = 0x80 | ((point >> 6) & 0x3f)
    }
    bytes[end++] = 0x80 | (point & 0x3f)
  }
  return end
}
