import type { Chunks } from './cut-chunks.ts'
import { joinBytes } from './join-bytes.ts'

/** Reads at least `bytes` of `chunks`, if there are so many, and gives all of them back. */
export async function peekChunks(
  chunks: Chunks,
  bytes: number,
): Promise<{ head: Uint8Array; chunks: Chunks }> {
  let head = new Uint8Array()
  while (head.length < bytes) {
    const { done, value } = await chunks.next()
    if (done) break
    head = joinBytes(head, value)
  }
  return { head, chunks: continued(head, chunks) }
}

async function* continued(head: Uint8Array, chunks: Chunks): Chunks {
  yield head
  yield* chunks
}
