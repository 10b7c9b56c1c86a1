import type { Chunks } from './stream-recording.ts'

/** Reads a stream of bytes from its start. */
export interface ByteReader {
  /** Returns the next bytes without consuming them; fewer than `count` at the end of the stream. */
  peek: (count: number) => Promise<Uint8Array>
  /** Drops the next bytes. */
  skip: (count: number) => Promise<void>
  /** Yields the remaining bytes, or the first `limit` of them. */
  rest: (limit?: number) => Chunks
}

/** Creates a reader of `chunks`. It buffers only what was peeked at. */
export function createByteReader(chunks: Chunks): ByteReader {
  let held = new Uint8Array()

  /** @returns whether there was another chunk */
  async function pull(): Promise<boolean> {
    const { done, value } = await chunks.next()
    if (done) return false
    held = held.length === 0 ? new Uint8Array(value) : joinBytes(held, value)
    return true
  }

  return {
    async peek(count) {
      while (held.length < count && (await pull())) {}
      return held.subarray(0, count)
    },
    async skip(count) {
      let left = count
      while (left >= held.length) {
        left -= held.length
        held = new Uint8Array()
        if (left === 0 || !(await pull())) return
      }
      held = held.subarray(left)
    },
    async *rest(limit = Number.POSITIVE_INFINITY) {
      let left = limit
      try {
        if (held.length > 0) yield held.subarray(0, left)
        left -= held.length
        while (left > 0) {
          const { done, value } = await chunks.next()
          if (done) return
          yield value.length > left ? value.subarray(0, left) : value
          left -= value.length
        }
      } finally {
        await chunks.return()
      }
    },
  }
}

function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/** Consecutive frames: the same number of samples for each channel, from -1 to 1. */
export interface Frames {
  planes: Float32Array[]
  /** Frames in a second. */
  sampleRate: number
}

/** The format of a WAV file's samples (`WAVEFORMATEX`), and their length. */
export interface WavFormat {
  /** `wFormatTag`, or the one in the sub-format of `WAVE_FORMAT_EXTENSIBLE`. */
  tag: number
  channels: number
  /** Hertz. */
  sampleRate: number
  /** Bytes of a frame, or of a codec's block. */
  blockBytes: number
  /** Infinite if the writer did not update the header: the samples end with the file. */
  dataBytes: number
}

/**
 * RIFF and its variants for more than 4 GB (EBU Tech 3306), whose lengths are in a `ds64` chunk.
 */
const WAVE_NAMES: readonly string[] = ['RIFF', 'RF64', 'BW64']
/** Lengths from here on, and 0, mean "unknown". */
const UNKNOWN_LENGTH = 0x7f_ff_00_00
/** Longer `fmt ` and `ds64` chunks do not exist. */
const MAX_HEADER_BYTES = 4096
const EXTENSIBLE = 0xff_fe
/** Rates of real recorders, in hertz. They bound the size of a slot. */
const LOWEST_RATE = 1000
const HIGHEST_RATE = 384_000
const MAX_CHANNELS = 32

/** Whether a file that begins with these 12 bytes is a WAV file. */
export function isWav(head: Uint8Array): boolean {
  return WAVE_NAMES.includes(nameAt(head, 0)) && nameAt(head, 8) === 'WAVE'
}

/**
 * Reads the chunks of a WAV file up to its samples.
 * @param reader at the start of the file; afterwards at the first sample
 * @returns `null` for a file without a usable `fmt ` or without a `data` chunk
 */
export async function readWavFormat(reader: ByteReader): Promise<WavFormat | null> {
  await reader.skip(12)
  let format: Omit<WavFormat, 'dataBytes'> | null = null
  let longLength = 0
  for (;;) {
    const head = await reader.peek(8)
    if (head.length < 8) return null
    const name = nameAt(head, 0)
    const length = viewOf(head).getUint32(4, true)
    await reader.skip(8)
    if (name === 'data') {
      const isKnown = length !== 0 && length < UNKNOWN_LENGTH
      const dataBytes = isKnown ? length : longLength || Number.POSITIVE_INFINITY
      return format && { ...format, dataBytes }
    }
    if ((name === 'fmt ' || name === 'ds64') && length <= MAX_HEADER_BYTES) {
      const chunk = await reader.peek(length)
      if (name === 'fmt ') format = formatOf(chunk)
      else if (chunk.length >= 16) longLength = Number(viewOf(chunk).getBigUint64(8, true))
    }
    await reader.skip(length + (length % 2))
  }
}

function formatOf(chunk: Uint8Array): Omit<WavFormat, 'dataBytes'> | null {
  if (chunk.length < 14) return null
  const view = viewOf(chunk)
  const tag = view.getUint16(0, true)
  const channels = view.getUint16(2, true)
  const sampleRate = view.getUint32(4, true)
  const blockBytes = view.getUint16(12, true)
  if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE || blockBytes === 0) return null
  if (channels === 0 || channels > MAX_CHANNELS) return null
  const isLong = tag === EXTENSIBLE && chunk.length >= 26
  return { tag: isLong ? view.getUint16(24, true) : tag, channels, sampleRate, blockBytes }
}

/** Reads one sample at an offset of `view`, from -1 to 1. */
type ReadSample = (view: DataView, at: number) => number

/** PCM (1), float (3), A-law (6) and µ-law (7), by tag and bytes of a sample. */
const SAMPLES: ReadonlyMap<string, ReadSample> = new Map<string, ReadSample>([
  ['1 1', (view, at) => (view.getUint8(at) - 128) / 0x80],
  ['1 2', (view, at) => view.getInt16(at, true) / 0x80_00],
  ['1 3', (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 0x80_00_00],
  ['1 4', (view, at) => view.getInt32(at, true) / 0x80_00_00_00],
  ['3 4', (view, at) => view.getFloat32(at, true)],
  ['3 8', (view, at) => view.getFloat64(at, true)],
  ['6 1', tableReader(alaw)],
  ['7 1', tableReader(mulaw)],
])

/** Whether `decodeWav` supports the codec. */
export function isDecodable({ tag, blockBytes, channels }: WavFormat): boolean {
  return SAMPLES.has(`${tag} ${blockBytes / channels}`)
}

/**
 * Decodes the samples of a WAV file as they arrive.
 * @yields frames in planes that the next ones overwrite
 */
export async function* decodeWav(chunks: Chunks, format: WavFormat): AsyncGenerator<Frames, void> {
  const { tag, channels, sampleRate, blockBytes } = format
  const sampleBytes = blockBytes / channels
  const read = SAMPLES.get(`${tag} ${sampleBytes}`)
  if (!read) return
  let planes: Float32Array[] = []
  let left = new Uint8Array()
  for await (const chunk of chunks) {
    const bytes = left.length === 0 ? chunk : joinBytes(left, chunk)
    const view = viewOf(bytes)
    const frames = Math.floor(bytes.length / blockBytes)
    if (frames > (planes[0]?.length ?? -1))
      planes = Array.from({ length: channels }, () => new Float32Array(frames))
    for (const [channel, plane] of planes.entries())
      for (let frame = 0, at = channel * sampleBytes; frame < frames; frame += 1, at += blockBytes)
        plane[frame] = read(view, at)
    left = bytes.slice(frames * blockBytes)
    yield { planes: planes.map((plane) => plane.subarray(0, frames)), sampleRate }
  }
}

function tableReader(decode: (code: number) => number): ReadSample {
  const table = Float32Array.from({ length: 256 }, (_, code) => decode(code) / 0x80_00)
  return (view, at) => table[view.getUint8(at)] as number
}

/** ITU-T G.711: A-law, as 16-bit samples. */
function alaw(code: number): number {
  const bits = code ^ 0x55
  const exponent = (bits >> 4) & 7
  const mantissa = ((bits & 15) << 4) + 8
  const size = exponent === 0 ? mantissa : (mantissa + 0x1_00) << (exponent - 1)
  return bits & 0x80 ? size : -size
}

/** ITU-T G.711: µ-law, as 16-bit samples. */
function mulaw(code: number): number {
  const bits = ~code & 0xff
  const size = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84
  return bits & 0x80 ? -size : size
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function nameAt(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4))
}
