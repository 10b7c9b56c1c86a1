import { GSM_BLOCK_BYTES, GSM_BLOCK_FRAMES } from './gsm.ts'

/** The position and the format of the samples in a WAV file. */
export interface WavLayout {
  /** The codec: `wFormatTag` of the `fmt ` chunk, or the sub-format of an extensible one. */
  formatTag: number
  channels: number
  /** Frames in a second. */
  sampleRate: number
  bytesPerSecond: number
  /** Bytes of a block, which holds one frame, or as many as a codec packs together. */
  blockBytes: number
  /** Frames of a block as the format states them; `null` if it does not. */
  blockFrames: number | null
  /** Frames of the recording as the `fact` chunk states them. */
  factFrames: number | null
  /** The `fmt ` chunk without its name and length. */
  format: Uint8Array
  /** Bytes from the start of the file to the first sample. */
  dataStart: number
  /** Bytes of samples; infinite if neither the file nor its header states them. */
  dataBytes: number
}

/** A WAV file in a codec that this server decodes. All blocks have the same number of frames. */
export interface CodedWav extends WavLayout {
  codec: 'gsm' | 'ima-adpcm' | 'ms-adpcm'
  channels: 1 | 2
  blockFrames: number
  /** Frames of the whole recording; infinite if the length is unknown. */
  frames: number
}

/** Reads up to `length` bytes at `offset` of a file, fewer at its end. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>

/**
 * RIFF and its variants for more than 4 GB (EBU Tech 3306), whose lengths are in a `ds64` chunk.
 */
const WAVE_NAMES: readonly string[] = ['RIFF', 'RF64', 'BW64']
/** Lengths from here on, and 0, are placeholders that the writer did not replace. */
const UNKNOWN_LENGTH = 0x7f_ff_00_00
const RIFF_HEAD_BYTES = 12
const CHUNK_HEAD_BYTES = 8
/** A `fmt ` chunk is 40 bytes, or some more with the coefficients of MS ADPCM. */
const MAX_FORMAT_BYTES = 1_024
/** Chunks before the samples. Recorders write three or four. */
const MAX_CHUNKS = 100

const ascii = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * Follows the chunks to the samples.
 * @param size returns the size of the complete file, infinite if unknown; the header may contradict it
 * @returns `null` if the file is no WAV file or a chunk is invalid; `no-data` if it has no samples
 */
export async function readWavLayout(
  readAt: ReadAt,
  size: () => number,
): Promise<WavLayout | 'no-data' | null> {
  const riff = await readAt(0, RIFF_HEAD_BYTES)
  if (!WAVE_NAMES.includes(ascii(riff, 0)) || ascii(riff, 8) !== 'WAVE') return null
  let format: Format | null = null
  let factFrames: number | null = null
  let longLength = 0
  let offset = RIFF_HEAD_BYTES
  for (let count = 0; count < MAX_CHUNKS; count += 1) {
    const head = await readAt(offset, CHUNK_HEAD_BYTES)
    if (head.length < CHUNK_HEAD_BYTES) return format && offset >= size() ? 'no-data' : null
    const length = viewOf(head).getUint32(4, true)
    const start = offset + CHUNK_HEAD_BYTES
    const name = ascii(head, 0)
    if (name === 'ds64') {
      const lengths = await readAt(start, 16)
      if (lengths.length === 16) longLength = Number(viewOf(lengths).getBigUint64(8, true))
    }
    if (name === 'fmt ')
      format = readFormat(await readAt(start, Math.min(length, MAX_FORMAT_BYTES)))
    if (name === 'fact') {
      const fact = await readAt(start, 4)
      if (fact.length === 4) factFrames = viewOf(fact).getUint32(0, true)
    }
    if (name === 'data') {
      if (!format) return null
      const there = Math.max(size() - start, 0)
      const isKnown = length !== 0 && length < UNKNOWN_LENGTH
      const dataBytes = Math.min(isKnown ? length : longLength || there, there)
      return { ...format, factFrames, dataStart: start, dataBytes }
    }
    offset = start + length + (length % 2)
  }
  return null
}

/** Bytes of a `fmt ` chunk without the optional `cbSize` and `wSamplesPerBlock`. */
const PLAIN_FORMAT_BYTES = 16
const EXTENSIBLE = 0xff_fe
/** Bytes from the start of an extensible format to its sub-format. */
const SUB_FORMAT = 24
/** PCM, float, A-law and µ-law: a block is a frame. */
const PCM_TAGS: readonly number[] = [1, 3, 6, 7]
/** Plausible sample rates (Hz). */
const LOWEST_RATE = 1_000
const HIGHEST_RATE = 384_000

type Format = Omit<WavLayout, 'factFrames' | 'dataStart' | 'dataBytes'>

function readFormat(format: Uint8Array): Format | null {
  if (format.length < PLAIN_FORMAT_BYTES) return null
  const view = viewOf(format)
  const tag = view.getUint16(0, true)
  const isExtensible = tag === EXTENSIBLE && format.length >= SUB_FORMAT + 2
  const formatTag = isExtensible ? view.getUint16(SUB_FORMAT, true) : tag
  const blockBytes = view.getUint16(12, true)
  const sampleRate = view.getUint32(4, true)
  const channels = view.getUint16(2, true)
  if (!blockBytes || sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) return null
  const isLong = format.length >= PLAIN_FORMAT_BYTES + 4
  const packed = isLong ? view.getUint16(PLAIN_FORMAT_BYTES + 2, true) : 0
  const isPcm = PCM_TAGS.includes(formatTag)
  return {
    formatTag,
    channels,
    sampleRate,
    // No codec has more than 32 bits per sample. A larger number is a mistake.
    bytesPerSecond: isPcm
      ? sampleRate * blockBytes
      : Math.min(view.getUint32(8, true), sampleRate * channels * 4),
    blockBytes,
    blockFrames: isPcm ? 1 : packed > 1 ? packed : null,
    // A copy, so that the rest of the header is not kept in memory.
    format: format.slice(),
  }
}

/** Format tags of the Multimedia Data Standards Update (Microsoft, 15 April 1994). */
const CODECS = { 2: 'ms-adpcm', 17: 'ima-adpcm', 49: 'gsm' } as const

/** Bytes with which each block begins, for each channel, and the frames that they hold. */
const BLOCK_HEADS = {
  'ms-adpcm': { bytes: 7, frames: 2 },
  'ima-adpcm': { bytes: 4, frames: 1 },
} as const

/** Returns the layout of a recording that this server decodes; `null` for any other. */
export function codedWav(layout: WavLayout): CodedWav | null {
  if (!(layout.formatTag in CODECS)) return null
  const { channels, blockBytes, dataBytes, factFrames } = layout
  const codec = CODECS[layout.formatTag as keyof typeof CODECS]
  const blockFrames = blockFramesOf(codec, layout)
  const blocks = Math.floor(dataBytes / blockBytes)
  if ((channels !== 1 && channels !== 2) || blockFrames === null || blocks === 0) return null
  const most = blocks * blockFrames
  // The last block is padded, and `fact` states its end. Any other number is a mistake.
  const isStated = factFrames !== null && factFrames > most - blockFrames && factFrames <= most
  return { ...layout, codec, channels, blockFrames, frames: isStated ? factFrames : most }
}

function blockFramesOf(codec: CodedWav['codec'], layout: WavLayout): number | null {
  const { channels, blockBytes, blockFrames } = layout
  if (codec === 'gsm')
    return channels === 1 && blockBytes === GSM_BLOCK_BYTES ? GSM_BLOCK_FRAMES : null
  const head = BLOCK_HEADS[codec]
  const fitting = (2 * (blockBytes - head.bytes * channels)) / channels + head.frames
  if (!Number.isInteger(fitting) || fitting <= head.frames) return null
  if (blockFrames === null) return fitting
  return blockFrames <= fitting ? blockFrames : null
}

/** Bytes of the header of the decoded file. */
export const PCM_HEAD_BYTES = 44
const SAMPLE_BYTES = 2
/** The length in a WAV header whose writer does not know it. */
const PLACEHOLDER = 0xff_ff_ff_ff

/** Bytes of a frame of 16-bit samples. */
export const pcmFrameBytes = ({ channels }: CodedWav) => channels * SAMPLE_BYTES

/** Bytes of the decoded file; infinite if the length is unknown. */
export const pcmFileBytes = (wav: CodedWav) => PCM_HEAD_BYTES + wav.frames * pcmFrameBytes(wav)

/** Returns the header of the decoded file: a WAV file of 16-bit samples. */
export function pcmHead(wav: CodedWav): Uint8Array<ArrayBuffer> {
  const { channels, sampleRate } = wav
  const frameBytes = pcmFrameBytes(wav)
  const head = new Uint8Array(PCM_HEAD_BYTES)
  const view = new DataView(head.buffer)
  const name = (at: number, text: string) => head.set(new TextEncoder().encode(text), at)
  name(0, 'RIFF')
  view.setUint32(4, Math.min(pcmFileBytes(wav) - 8, PLACEHOLDER), true)
  name(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * frameBytes, true)
  view.setUint16(32, frameBytes, true)
  view.setUint16(34, 8 * SAMPLE_BYTES, true)
  name(36, 'data')
  view.setUint32(40, Math.min(wav.frames * frameBytes, PLACEHOLDER), true)
  return head
}
