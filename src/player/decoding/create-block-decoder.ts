import { decoder } from '@audio/decode-wav'
import type { CodedWav } from './coded-wav.ts'
import { createGsmDecoder, GSM_BLOCK_BYTES, GSM_BLOCK_FRAMES } from './create-gsm-decoder.ts'

/** Decodes whole blocks, in their order, to 16-bit samples, those of a frame side by side. */
export type DecodeBlocks = (blocks: Uint8Array) => Int16Array<ArrayBuffer>

/**
 * Blocks to decode before the first one that is wanted: a frame of GSM sounds by what came before
 * it. In the recordings this was tried on, nothing was left of a cold start after two seconds.
 */
export const WARM_UP_BLOCKS: Record<CodedWav['codec'], number> = {
  gsm: 50,
  'ima-adpcm': 0,
  'ms-adpcm': 0,
}

/** Makes a decoder for the blocks of `wav`. */
export function createBlockDecoder(wav: CodedWav): DecodeBlocks {
  return wav.codec === 'gsm' ? gsmBlocks() : adpcmBlocks(wav)
}

function gsmBlocks(): DecodeBlocks {
  const { decode } = createGsmDecoder()
  return (bytes) => {
    const count = Math.floor(bytes.length / GSM_BLOCK_BYTES)
    const samples = new Int16Array(count * GSM_BLOCK_FRAMES)
    for (let block = 0; block < count; block += 1)
      decode(bytes, block * GSM_BLOCK_BYTES, samples, block * GSM_BLOCK_FRAMES)
    return samples
  }
}

function adpcmBlocks(wav: CodedWav): DecodeBlocks {
  const stream = decoder()
  stream.decode(plainHead(wav))
  return (blocks) => {
    const { channelData } = stream.decode(blocks)
    const samples = new Int16Array((channelData[0]?.length ?? 0) * wav.channels)
    for (const [channel, plane] of channelData.entries())
      for (let frame = 0; frame < plane.length; frame += 1)
        samples[frame * wav.channels + channel] = (plane[frame] as number) * 32_768
    return samples
  }
}

/** Bytes of a `fmt ` chunk up to `wSamplesPerBlock`. */
const FORMAT_BYTES = 20

/** A head with nothing in it but the format, put right, and samples without end. */
function plainHead({ format, blockFrames }: CodedWav): Uint8Array {
  const coefficients = coefficientsOf(format)
  const length = FORMAT_BYTES + coefficients.length
  const head = new Uint8Array(12 + 8 + length + 8)
  const view = new DataView(head.buffer)
  const name = (at: number, text: string) => head.set(new TextEncoder().encode(text), at)
  name(0, 'RIFF')
  name(8, 'WAVEfmt ')
  view.setUint32(16, length, true)
  head.set(format.subarray(0, 16), 20)
  view.setUint16(36, length - 18, true)
  view.setUint16(38, blockFrames, true)
  head.set(coefficients, 40)
  name(20 + length, 'data')
  return head
}

/** Of MS ADPCM, how many pairs of coefficients there are, and the pairs; nothing for the usual. */
function coefficientsOf(format: Uint8Array): Uint8Array {
  const rest = format.subarray(FORMAT_BYTES)
  const pairs = (rest[0] ?? 0) + 256 * (rest[1] ?? 0)
  const bytes = 2 + 4 * pairs
  return pairs > 0 && bytes <= rest.length ? rest.subarray(0, bytes) : new Uint8Array()
}
