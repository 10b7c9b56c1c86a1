import type { Chunks } from './cut-chunks.ts'
import { joinBytes } from './join-bytes.ts'

/**
 * Reads `chunks` until their beginning is enough, or there are no more.
 * @returns what was read, and what comes after it: where that broke off, it throws so then
 * @throws where they break off before their first byte
 */
export async function peekChunks(
  chunks: Chunks,
  isEnough: (head: Uint8Array) => boolean,
): Promise<{ head: Uint8Array; rest: Chunks }> {
  let head = new Uint8Array()
  try {
    while (!isEnough(head)) {
      const { done, value } = await chunks.next()
      if (done) break
      head = joinBytes(head, value)
    }
  } catch (error) {
    if (head.length === 0) throw error
    return { head, rest: broken(chunks, error) }
  }
  return { head, rest: chunks }
}

async function* broken(ended: Chunks, error: unknown): Chunks {
  yield* ended
  throw error
}

/** `head`, then what `rest` has. */
export async function* startingWith(head: Uint8Array, rest: Chunks): Chunks {
  yield head
  yield* rest
}
