import type { Bytes } from './source.ts'

/** The header of an MP3 frame (ISO 11172-3, 2.4.2.3; 13818-3; MPEG 2.5). */
interface Mp3Frame {
  /** Bytes of the frame, its header included. */
  bytes: number
  kilobits: number
  /** Hertz. */
  sampleRate: number
  channels: 1 | 2
  /** Samples of each channel. */
  samples: 1152 | 576
}

/** Kilobits a second by their number in the header: of MPEG 1, and of MPEG 2 and 2.5. */
const BIT_RATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const
const SAMPLE_RATES = [44_100, 48_000, 32_000]
/** The divisor of the sample rate by the number of the MPEG version in the header; 1 is reserved. */
const DIVISORS = [4, Number.NaN, 2, 1] as const
const HEAD_BYTES = 4
/** Bytes after the tag that are checked for changes of the bit rate. */
export const MP3_SAMPLE_BYTES = 65_536
/** Larger files are sent unchanged. */
export const MAX_SCAN_BYTES = 64 * 1024 * 1024

function frameAt(bytes: Uint8Array, at: number): Mp3Frame | null {
  const [sync = 0, kind = 0, rates = 0, mode = 0] = bytes.subarray(at, at + HEAD_BYTES)
  if (sync !== 0xff || (kind & 0xe6) !== 0xe2 || at + HEAD_BYTES > bytes.length) return null
  const divisor = DIVISORS[((kind >> 3) & 3) as 0 | 1 | 2 | 3]
  const isFirst = divisor === 1
  const kilobits = BIT_RATES[isFirst ? 0 : 1][rates >> 4]
  const sampleRate = (SAMPLE_RATES[(rates >> 2) & 3] ?? Number.NaN) / divisor
  if (!kilobits || !sampleRate) return null
  const samples = isFirst ? 1152 : 576
  const padding = (rates >> 1) & 1
  return {
    bytes: Math.floor((samples * kilobits * 125) / sampleRate) + padding,
    kilobits,
    sampleRate,
    channels: mode >> 6 === 3 ? 1 : 2,
    samples,
  }
}

const ID3_HEAD_BYTES = 10
const FOOTER_FLAG = 0x10

/** Returns the length of the ID3v2 tag that `head` begins with; 0 without one. */
export function id3Bytes(head: Uint8Array): number {
  if (head.length < ID3_HEAD_BYTES || String.fromCharCode(...head.subarray(0, 3)) !== 'ID3')
    return 0
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
  return ID3_HEAD_BYTES + size + ((head[5] ?? 0) & FOOTER_FLAG ? ID3_HEAD_BYTES : 0)
}

/** Possible positions of an index in the first frame: after header, checksum and side information. */
const INDEX_PLACES = [13, 15, 21, 23, 36, 38]
const INDEX_NAMES: readonly string[] = ['Xing', 'Info', 'VBRI']

function hasIndex(bytes: Uint8Array, frame: number): boolean {
  return INDEX_PLACES.some((place) => {
    const at = frame + place
    return INDEX_NAMES.includes(String.fromCharCode(...bytes.subarray(at, at + 4)))
  })
}

/** Stored frame positions, ten times finer than the index. Half of them may be in use. */
const MAX_MARKS = 4_096

/** Minimal ratio of bytes in frames to bytes between them. MP2 and noise have far fewer. */
const MIN_FRAME_SHARE = 10

/** Finds the frames of an MP3 file as its bytes arrive. */
export interface Mp3Scan {
  push: (bytes: Uint8Array) => void
  /** Header of the first frame; `null` if there is none yet. */
  first: () => Uint8Array | null
  /** Bytes before the first frame. */
  start: () => number
  /** Bytes from the first frame to the end of the last complete one. */
  length: () => number
  frames: () => number
  /** Duration so far, without a frame that holds an index. */
  seconds: () => number
  /** Whether the bytes are frames, and not other data that looks like some. */
  isMp3: () => boolean
  /** Whether frames of different bit rates were found, and no index. */
  needsIndex: () => boolean
  hasIndex: () => boolean
  /** Bytes from the first frame to the frame at this part (0 to 1) of the duration. */
  placeOf: (part: number) => number
}

/** Starts a scan at the first byte after the ID3v2 tag. */
export function createMp3Scan(): Mp3Scan {
  let rest: Uint8Array = new Uint8Array()
  /** Bytes of the file before `rest`, and bytes of the last frame that have not arrived. */
  let position = 0
  let missing = 0
  let first: { head: Uint8Array; frame: Mp3Frame; at: number } | null = null
  let isIndexed = false
  let isMixed = false
  let frames = 0
  let skipped = 0
  let end = 0
  /** Positions of every `step`th frame. */
  let marks: number[] = []
  let step = 1

  function add(frame: Mp3Frame, bytes: Uint8Array, at: number): void {
    if (!first) {
      first = { head: bytes.slice(at, at + HEAD_BYTES), frame, at: position + at }
      isIndexed = hasIndex(bytes, at)
    }
    if (frame.kilobits !== first.frame.kilobits) isMixed = true
    if (frames % step === 0) marks.push(position + at - first.at)
    if (marks.length > MAX_MARKS) {
      marks = marks.filter((_, index) => index % 2 === 0)
      step *= 2
    }
    frames += 1
    end = position + at + frame.bytes
  }

  const belongs = (frame: Mp3Frame | null): frame is Mp3Frame =>
    frame !== null && (!first || frame.sampleRate === first.frame.sampleRate)

  const isMp3 = () => first !== null && skipped * MIN_FRAME_SHARE < end

  return {
    push(chunk) {
      const bytes = new Uint8Array(rest.length + chunk.length)
      bytes.set(rest)
      bytes.set(chunk, rest.length)
      let at = missing
      // The first frame waits until its index could be read.
      while (at + (first ? HEAD_BYTES : INDEX_REACH) <= bytes.length) {
        const frame = frameAt(bytes, at)
        if (!belongs(frame)) skipped += 1
        else add(frame, bytes, at)
        at += belongs(frame) ? frame.bytes : 1
      }
      missing = Math.max(at - bytes.length, 0)
      rest = bytes.slice(at)
      position += bytes.length - rest.length
    },
    first: () => first?.head ?? null,
    start: () => first?.at ?? 0,
    length: () => Math.min(end, position + rest.length) - (first?.at ?? 0),
    frames: () => frames,
    seconds() {
      if (!first) return 0
      return ((frames - (isIndexed ? 1 : 0)) * first.frame.samples) / first.frame.sampleRate
    },
    isMp3,
    hasIndex: () => isIndexed,
    needsIndex: () => isMp3() && isMixed && !isIndexed,
    placeOf: (part) => marks[Math.min(Math.floor((part * frames) / step), marks.length - 1)] ?? 0,
  }
}

/** Bytes from the start of a frame to the end of an index's name. */
const INDEX_REACH = 42

const TOC_ENTRIES = 100
/** Flags of an index: it has the frames, the bytes and the table of contents. */
const INDEX_FLAGS = 7
/** Bytes of the index: its name, flags, two counts and the table. */
const INDEX_BYTES = 8 + 4 + 4 + TOC_ENTRIES

/**
 * Creates a silent frame with the index of the scan: the Xing header of Xing Technology (1998), which
 * players read. Its size depends on the first frame only.
 */
export function xingFrame(scan: Mp3Scan): Bytes {
  const first = scan.first()
  if (!first) throw new TypeError('There is no frame to index')
  const head = Uint8Array.from(first)
  head[1] = (head[1] ?? 0) | 1 // no checksum
  const side = sideBytes(head)
  for (let rate = 1; rate < 15; rate += 1) {
    head[2] = (rate << 4) | ((head[2] ?? 0) & 0x0c)
    const { bytes = 0 } = frameAt(head, 0) ?? {}
    if (bytes >= HEAD_BYTES + side + INDEX_BYTES) return indexed(head, bytes, side, scan)
  }
  throw new TypeError('No frame is large enough for an index')
}

/** Returns the bytes of a frame's side information by its MPEG version and channels. */
function sideBytes(head: Uint8Array): number {
  const isMpeg1 = ((head[1] ?? 0) & 0x18) === 0x18
  const isMono = (head[3] ?? 0) >> 6 === 3
  return isMpeg1 ? (isMono ? 17 : 32) : isMono ? 9 : 17
}

function indexed(head: Uint8Array, bytes: number, side: number, scan: Mp3Scan): Bytes {
  const frame = new Uint8Array(bytes)
  frame.set(head)
  const at = HEAD_BYTES + side
  const view = new DataView(frame.buffer)
  const total = bytes + scan.length()
  frame.set(new TextEncoder().encode('Xing'), at)
  view.setUint32(at + 4, INDEX_FLAGS)
  view.setUint32(at + 8, scan.frames())
  view.setUint32(at + 12, total)
  for (let entry = 0; entry < TOC_ENTRIES; entry += 1) {
    const place = bytes + scan.placeOf(entry / TOC_ENTRIES)
    frame[at + 16 + entry] = Math.min(Math.floor((256 * place) / total), 255)
  }
  return frame
}
