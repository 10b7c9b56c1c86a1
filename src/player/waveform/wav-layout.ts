/** Where the samples of a WAV file are, and how they lie there. */
export interface WavLayout {
  /** `wFormatTag` of the `fmt ` chunk: the codec. */
  formatTag: number
  channels: number
  /** Frames in a second. */
  sampleRate: number
  /** Bytes of one block: of a frame, a sample of each channel, or of what a codec packs together. */
  blockBytes: number
  /** Frames in a block; `null` for a codec whose head does not say. */
  blockFrames: number | null
  /** Frames of the recording as the `fact` chunk says; `null` where it does not. */
  factFrames: number | null
  /** The `fmt ` chunk without its name and length. */
  format: Uint8Array
  /** Bytes from the start of the file to the first sample. */
  dataStart: number
  /** Bytes of samples. */
  dataBytes: number
}

/** RIFF, and its forms for more than 4 GB (EBU Tech 3306), whose lengths are in a `ds64` chunk. */
const WAVE_NAMES: readonly string[] = ['RIFF', 'RF64', 'BW64']
/** Lengths from here on stand for "not known", as 0 does: the writer did not come back to say. */
const ENDLESS = 0x7f_ff_00_00

/** Bytes in which the head of a WAV file ends: what recorders note before its samples is shorter. */
export const WAV_HEAD_BYTES = 32_768

/** Whether more than these first bytes of a file would tell `wavLayout` nothing more. */
export function isWavHead(head: Uint8Array): boolean {
  if (head.length >= WAV_HEAD_BYTES) return true
  return head.length >= 12 && (!isWav(head) || wavLayout(head, Number.POSITIVE_INFINITY) !== null)
}

function isWav(head: Uint8Array): boolean {
  return WAVE_NAMES.includes(nameAt(head, 0)) && nameAt(head, 8) === 'WAVE'
}

/**
 * Finds the samples in the first bytes of a WAV file.
 * @param size bytes of the whole file, which the lengths in its head may contradict
 * @returns `null` for what is no WAV file, or one whose samples begin later
 */
export function wavLayout(head: Uint8Array, size: number): WavLayout | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (!isWav(head)) return null
  let format: ReturnType<typeof readFormat> = null
  let factFrames: number | null = null
  let longLength = 0
  for (let offset = 12; offset + 8 <= head.length; ) {
    const length = view.getUint32(offset + 4, true)
    const start = offset + 8
    const name = nameAt(head, offset)
    if (name === 'ds64' && start + 16 <= head.length)
      longLength = Number(view.getBigUint64(start + 8, true))
    if (name === 'fmt ') format = readFormat(head.subarray(start, start + length))
    if (name === 'fact' && start + 4 <= head.length) factFrames = view.getUint32(start, true)
    if (name === 'data') {
      if (!format) return null
      const there = size - start
      const isKnown = length !== 0 && length < ENDLESS
      const dataBytes = Math.min(isKnown ? length : longLength || there, there)
      return { ...format, factFrames, dataStart: start, dataBytes }
    }
    offset = start + length + (length % 2)
  }
  return null
}

/** Bytes of a `fmt ` chunk up to what only some codecs add: `cbSize`, then `wSamplesPerBlock`. */
const PLAIN_FORMAT_BYTES = 16
/** PCM, float, A-law, µ-law, and what has its tag farther back: a block is a frame. */
const PCM_TAGS: readonly number[] = [1, 3, 6, 7, 0xff_fe]
/**
 * No speech has fewer frames in a second, and no recorder more. Whatever is kept for each 20 ms
 * counts on it: at 50 in a second, a gigabyte would be most of a year.
 */
const LOWEST_RATE = 1000
const HIGHEST_RATE = 384_000

function readFormat(format: Uint8Array) {
  if (format.length < PLAIN_FORMAT_BYTES) return null
  const view = new DataView(format.buffer, format.byteOffset, format.byteLength)
  const formatTag = view.getUint16(0, true)
  const blockBytes = view.getUint16(12, true)
  const sampleRate = view.getUint32(4, true)
  if (!blockBytes || sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) return null
  const isLong = format.length >= PLAIN_FORMAT_BYTES + 4
  const packed = isLong ? view.getUint16(PLAIN_FORMAT_BYTES + 2, true) : 0
  return {
    ...{ formatTag, sampleRate, blockBytes, format },
    channels: view.getUint16(2, true),
    blockFrames: PCM_TAGS.includes(formatTag) ? 1 : packed > 1 ? packed : null,
  }
}

/**
 * The head of a WAV file with its lengths set to `dataBytes` of samples, which must be less than
 * 4 GB: then an ordinary head is enough, and a `ds64` chunk says nothing any more.
 */
export function withLengths(
  head: Uint8Array,
  { dataStart, dataBytes }: Pick<WavLayout, 'dataStart' | 'dataBytes'>,
): Uint8Array {
  const changed = head.slice()
  const view = new DataView(changed.buffer)
  changed.set(new TextEncoder().encode('RIFF'))
  if (nameAt(head, 12) === 'ds64') changed.set(new TextEncoder().encode('JUNK'), 12)
  view.setUint32(4, dataStart - 8 + dataBytes, true)
  view.setUint32(dataStart - 4, dataBytes, true)
  return changed
}

function nameAt(head: Uint8Array, offset: number): string {
  return String.fromCharCode(...head.subarray(offset, offset + 4))
}
