import type { ByteRange } from './byte-range.ts'
import type { CodedWav } from './coded-wav.ts'
import { WARM_UP_BLOCKS } from './create-block-decoder.ts'
import type { Chunks } from './cut-chunks.ts'
import { decodeStream } from './decode-stream.ts'
import { PCM_HEAD_BYTES, pcmFrameBytes, pcmHead } from './pcm-file.ts'

/** Decoded bytes of a block. */
const pcmBlockBytes = (wav: CodedWav) => wav.blockFrames * pcmFrameBytes(wav)

/** The block to begin with for the decoded byte `first`. */
function firstBlock(wav: CodedWav, first: number): number {
  const block = Math.floor(Math.max(first - PCM_HEAD_BYTES, 0) / pcmBlockBytes(wav))
  return Math.max(block - WARM_UP_BLOCKS[wav.codec], 0)
}

/** The bytes of the source that a range of the decoded file is made from: whole blocks. */
export function sourcePart(wav: CodedWav, { first, last }: ByteRange): ByteRange {
  const { dataStart, blockBytes } = wav
  const start = firstBlock(wav, first)
  const end = Math.ceil((last + 1 - PCM_HEAD_BYTES) / pcmBlockBytes(wav))
  return {
    first: dataStart + start * blockBytes,
    last: dataStart + Math.max(end, start + 1) * blockBytes - 1,
  }
}

/**
 * Makes a range of the decoded file.
 * @param chunks what `sourcePart` says it is made from
 * @throws where the source ends before its time
 */
export async function* decodedBytes(
  wav: CodedWav,
  { first, last }: ByteRange,
  chunks: Chunks,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  if (first < PCM_HEAD_BYTES) yield pcmHead(wav).subarray(first, last + 1)
  let at = PCM_HEAD_BYTES + firstBlock(wav, first) * pcmBlockBytes(wav)
  if (at > last) return
  for await (const { buffer } of decodeStream(wav, chunks)) {
    const decoded = new Uint8Array(buffer)
    const part = decoded.subarray(Math.max(first - at, 0), last + 1 - at)
    at += decoded.length
    if (part.length > 0) yield part
    if (at > last) return
  }
  if (Number.isFinite(last)) throw new Error('the recording ended before its time')
}
