import type { CodedWav } from './coded-wav.ts'
import { createBlockDecoder } from './create-block-decoder.ts'
import { joinBytes } from './join-bytes.ts'

/**
 * Decodes the blocks of `wav` as they come.
 * @param chunks its bytes from the start of a block on, cut anywhere
 * @yields the samples of whole blocks, those of a frame side by side
 */
export async function* decodeStream(
  wav: CodedWav,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Int16Array<ArrayBuffer>, void> {
  const decode = createBlockDecoder(wav)
  let rest = new Uint8Array()
  for await (const chunk of chunks) {
    const bytes = joinBytes(rest, chunk)
    const whole = bytes.length - (bytes.length % wav.blockBytes)
    rest = bytes.slice(whole)
    if (whole > 0) yield decode(bytes.subarray(0, whole))
  }
}
