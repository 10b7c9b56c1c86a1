/** The polynomial of ZIP (ISO 3309), its bits from the low end. */
const POLYNOMIAL = 0xedb88320

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1
  return rest
})

/** The checksum of what `before` is the checksum of and `bytes` after it; 0 is that of nothing. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before
  for (let index = 0; index < bytes.length; index += 1)
    sum = (sum >>> 8) ^ (TABLE[(sum ^ (bytes[index] as number)) & 0xff] as number)
  return ~sum >>> 0
}
