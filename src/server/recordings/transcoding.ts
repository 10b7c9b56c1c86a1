import { decoder } from '@audio/decode-wav'
import { createGsmDecoder, GSM_BLOCK_BYTES, GSM_BLOCK_FRAMES, type GsmState } from './gsm.ts'
import type { ByteRange } from './ranges.ts'
import type { Bytes } from './source.ts'
import { type CodedWav, PCM_HEAD_BYTES, pcmFrameBytes, pcmHead } from './wav.ts'

/** Frames that are decoded per task: less than 2 ms of work. */
const SLICE_FRAMES = 64 * GSM_BLOCK_FRAMES
/** The first part of the first slice is short, so that playback starts early. */
const FIRST_PART = 1 / 8
/** Blocks between two checkpoints of the GSM decoder: 24 slices, 61 seconds. */
const CHECKPOINT_BLOCKS = 24 * 64

/**
 * States of the GSM decoder by the number of the next block. A GSM frame depends on all frames before
 * it. A range therefore starts at an exact state, so that it matches the complete file bit for bit.
 */
export type Checkpoints = Map<number, GsmState>

export interface TranscodeOptions {
  checkpoints: Checkpoints
  /** Reads a range of the recording in chunks of any size. */
  read: (range: ByteRange) => AsyncIterable<Uint8Array>
  /** Called while bytes before the range are decoded. */
  onSkip: () => void
}

interface BlockDecoder {
  /** Decodes complete blocks to interleaved samples. */
  decode: (blocks: Uint8Array) => Int16Array<ArrayBuffer>
  save?: () => GsmState
}

/** Lets other work of the event loop run. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Decodes a range of the file as fast as it is read. The first chunk holds samples, unless the range
 * has none.
 * @throws Error if the source ends too early
 */
export async function* transcode(
  wav: CodedWav,
  { first, last }: ByteRange,
  { checkpoints, read, onSkip }: TranscodeOptions,
): AsyncGenerator<Bytes, void> {
  let head = pcmHead(wav).subarray(first, last + 1)
  if (last < PCM_HEAD_BYTES) return yield head
  const blockPcmBytes = wav.blockFrames * pcmFrameBytes(wav)
  const wanted = Math.floor(Math.max(first - PCM_HEAD_BYTES, 0) / blockPcmBytes)
  let block = wav.codec === 'gsm' ? lastCheckpoint(checkpoints, wanted) : wanted
  const { decode, save } = createBlockDecoder(wav, checkpoints.get(block))
  const end = Math.ceil((last + 1 - PCM_HEAD_BYTES) / blockPcmBytes)
  const source = {
    first: wav.dataStart + block * wav.blockBytes,
    last: wav.dataStart + end * wav.blockBytes - 1,
  }
  for await (const blocks of slices(wav, read(source))) {
    const at = PCM_HEAD_BYTES + block * blockPcmBytes
    const decoded = new Uint8Array(decode(blocks).buffer)
    block += blocks.length / wav.blockBytes
    if (save && block % CHECKPOINT_BLOCKS === 0 && !checkpoints.has(block))
      checkpoints.set(block, save())
    const part = decoded.subarray(Math.max(first - at, 0), Math.max(last + 1 - at, 0))
    if (part.length > 0) {
      yield head.length > 0 ? joined(head, part) : part
      head = head.subarray(head.length)
    } else onSkip()
    if (at + decoded.length > last) return
    await nextTurn()
  }
  if (Number.isFinite(last)) throw new Error('The recording ended before its time')
  if (head.length > 0) yield head
}

function lastCheckpoint(checkpoints: Checkpoints, wanted: number): number {
  let block = wanted - (wanted % CHECKPOINT_BLOCKS)
  while (block > 0 && !checkpoints.has(block)) block -= CHECKPOINT_BLOCKS
  return block
}

/** Cuts `chunks` into slices of whole blocks, the first of them in two parts. */
async function* slices(
  { blockBytes, blockFrames }: CodedWav,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const sliceBlocks = Math.max(Math.floor(SLICE_FRAMES / blockFrames), 2)
  const firstBlocks = Math.ceil(sliceBlocks * FIRST_PART)
  const parts = [firstBlocks, sliceBlocks - firstBlocks]
  let sliceBytes = (parts.shift() ?? sliceBlocks) * blockBytes
  let rest: Uint8Array = new Uint8Array()
  for await (const chunk of chunks) {
    let bytes = rest.length > 0 ? joined(rest, chunk) : chunk
    while (bytes.length >= sliceBytes) {
      yield bytes.subarray(0, sliceBytes)
      bytes = bytes.subarray(sliceBytes)
      sliceBytes = (parts.shift() ?? sliceBlocks) * blockBytes
    }
    rest = bytes
  }
  const whole = rest.length - (rest.length % blockBytes)
  if (whole > 0) yield rest.subarray(0, whole)
}

function joined(a: Uint8Array, b: Uint8Array): Bytes {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function createBlockDecoder(wav: CodedWav, state: GsmState | undefined): BlockDecoder {
  return wav.codec === 'gsm' ? gsmBlocks(state) : adpcmBlocks(wav)
}

function gsmBlocks(state: GsmState | undefined): BlockDecoder {
  const { decode, save } = createGsmDecoder(state)
  return {
    decode(bytes) {
      const count = Math.floor(bytes.length / GSM_BLOCK_BYTES)
      const samples = new Int16Array(count * GSM_BLOCK_FRAMES)
      for (let block = 0; block < count; block += 1)
        decode(bytes, block * GSM_BLOCK_BYTES, samples, block * GSM_BLOCK_FRAMES)
      return samples
    },
    save,
  }
}

/** Creates a decoder without checkpoints, because each block of ADPCM begins with its own state. */
function adpcmBlocks(wav: CodedWav): BlockDecoder {
  const stream = decoder()
  stream.decode(plainHead(wav))
  return {
    decode(blocks) {
      const { channelData } = stream.decode(blocks)
      const samples = new Int16Array((channelData[0]?.length ?? 0) * wav.channels)
      for (const [channel, plane] of channelData.entries())
        for (let frame = 0; frame < plane.length; frame += 1)
          samples[frame * wav.channels + channel] = (plane[frame] as number) * 32_768
      return samples
    },
  }
}

/** Bytes of a `fmt ` chunk up to and with `wSamplesPerBlock`. */
const FORMAT_BYTES = 20

/** Returns a header with the corrected format and an unlimited number of samples. */
function plainHead({ format, formatTag, blockFrames }: CodedWav): Uint8Array {
  const coefficients = coefficientsOf(format)
  const length = FORMAT_BYTES + coefficients.length
  const head = new Uint8Array(12 + 8 + length + 8)
  const view = new DataView(head.buffer)
  const name = (at: number, text: string) => head.set(new TextEncoder().encode(text), at)
  name(0, 'RIFF')
  name(8, 'WAVEfmt ')
  view.setUint32(16, length, true)
  head.set(format.subarray(0, 16), 20)
  view.setUint16(20, formatTag, true)
  view.setUint16(36, length - 18, true)
  view.setUint16(38, blockFrames, true)
  head.set(coefficients, 40)
  name(20 + length, 'data')
  return head
}

/** Returns the coefficients of MS ADPCM, after their number; empty for the default ones. */
function coefficientsOf(format: Uint8Array): Uint8Array {
  if (format[0] !== 2) return new Uint8Array()
  const rest = format.subarray(FORMAT_BYTES)
  const pairs = (rest[0] ?? 0) + 256 * (rest[1] ?? 0)
  const bytes = 2 + 4 * pairs
  return pairs > 0 && bytes <= rest.length ? rest.subarray(0, bytes) : new Uint8Array()
}
