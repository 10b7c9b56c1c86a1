import { nextTask } from '../pause.ts'

/** Decoded at a time: chunks may be of any size. */
const BLOCK_BYTES = 65_536
/** Read before others are served: what a connection delivers at once comes without a pause. */
const CHUNKS_OF_A_TASK = 1_000

export class TooLongError extends Error {
  override readonly name = 'TooLongError'
}

/**
 * Reads a whole body as UTF-8.
 * @throws TooLongError as soon as it is longer than `maxBytes`; the rest is not read.
 */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  const block = new Uint8Array(BLOCK_BYTES)
  let filled = 0
  let bytes = 0
  let chunks = 0
  let text = ''
  // Leaving the loop early cancels the body.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new TooLongError()
    for (let at = 0; at < chunk.byteLength; ) {
      const part = chunk.subarray(at, at + BLOCK_BYTES - filled)
      block.set(part, filled)
      filled += part.byteLength
      at += part.byteLength
      if (filled < BLOCK_BYTES) continue
      text += decoder.decode(block, { stream: true })
      filled = 0
      await nextTask()
    }
    chunks += 1
    if (chunks % CHUNKS_OF_A_TASK === 0) await nextTask()
  }
  return text + decoder.decode(block.subarray(0, filled))
}
