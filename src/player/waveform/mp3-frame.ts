/** What the head of an MP3 frame says. */
export interface Mp3Frame {
  /** Bytes of the frame, its head included. */
  bytes: number
  bitsPerSecond: number
  /** Hertz. */
  sampleRate: number
  channels: 1 | 2
  /** Frames of sound, a sample for each channel, that it holds. */
  frames: 1152 | 576
}

/** Kilobits a second by their number in the head: of MPEG 1, and of MPEG 2 and 2.5. */
const RATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const
const SAMPLE_RATES = [44_100, 48_000, 32_000]
/** By the number of the MPEG version in the head: what its sample rates are divided by; 1 is none. */
const DIVISORS = [4, Number.NaN, 2, 1] as const
/** Bytes of the head of a frame. */
export const HEAD_BYTES = 4

/**
 * Reads the head of a frame (ISO 11172-3, 2.4.2.3; 13818-3; MPEG 2.5 halves the sample rates again).
 * @param at where in `bytes` it begins
 * @returns `null` where there is none, or one whose length is not told
 */
export function mp3FrameAt(bytes: Uint8Array, at: number): Mp3Frame | null {
  const [sync = 0, kind = 0, rates = 0, mode = 0] = bytes.subarray(at, at + HEAD_BYTES)
  const isLayer3 = sync === 0xff && (kind & 0xe6) === 0xe2
  if (!isLayer3 || at + HEAD_BYTES > bytes.length) return null
  const divisor = DIVISORS[((kind >> 3) & 3) as 0 | 1 | 2 | 3]
  const isFirst = divisor === 1
  const kilobits = RATES[isFirst ? 0 : 1][rates >> 4]
  const sampleRate = (SAMPLE_RATES[(rates >> 2) & 3] ?? Number.NaN) / divisor
  if (!kilobits || !sampleRate) return null
  const frames = isFirst ? 1152 : 576
  const bitsPerSecond = 1000 * kilobits
  const padding = (rates >> 1) & 1
  return {
    bytes: Math.floor((frames * bitsPerSecond) / 8 / sampleRate) + padding,
    ...{ bitsPerSecond, sampleRate, frames },
    channels: mode >> 6 === 3 ? 1 : 2,
  }
}

/** Whether one of these can follow the other in a stream of constant bit rate. */
export function isAlike(one: Mp3Frame, other: Mp3Frame | null): boolean {
  return (
    other !== null &&
    one.bitsPerSecond === other.bitsPerSecond &&
    one.sampleRate === other.sampleRate &&
    one.channels === other.channels
  )
}

/** Where the first frame of an MP3 file begins: after an ID3 tag, which is longer than it says by 10. */
export function mp3Start(head: Uint8Array): number {
  const isTagged = String.fromCharCode(...head.subarray(0, 3)) === 'ID3'
  return isTagged ? 10 + synchsafeAt(head, 6) : 0
}

/** Bytes from the start of a frame to where a tag can be: after its head and side information. */
const TAG_PLACES = [13, 21, 36]
const TAG_NAMES = ['Info', 'Xing', 'VBRI'] as const

/**
 * What stands in place of sound in the first frame of an MP3 file: `Info` says that the bit rate is
 * constant, the others that it is not.
 * @returns its name, and where in `head` that is; `null` where there is none
 */
export function mp3Tag(head: Uint8Array): { name: (typeof TAG_NAMES)[number]; at: number } | null {
  for (const place of TAG_PLACES) {
    const at = mp3Start(head) + place
    const text = String.fromCharCode(...head.subarray(at, at + 4))
    const name = TAG_NAMES.find((known) => known === text)
    if (name) return { name, at }
  }
  return null
}

/** A number of four bytes with seven bits each, as ID3 has it. */
function synchsafeAt(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(offset, offset + 4).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
}
