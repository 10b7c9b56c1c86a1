import { chunksOf } from './byte-stream.ts'
import { evenLayout } from './even-layout.ts'
import type { LongRecording } from './long-recording.ts'
import { mp3Delay } from './mp3-delay.ts'
import { type AskRange, readRange } from './read-range.ts'
import { wavLayout, withLengths } from './wav-layout.ts'

/** Bytes of the first request; they tell what a file is, and how long. */
const HEAD_BYTES = 32_768
/** Above this a recording is sampled, not read whole. */
const WHOLE_BYTES = 10_000_000

type Chunks = AsyncGenerator<Uint8Array, void>

/** A recording's bytes in order; or, where they are too many, what it takes to read parts of it. */
export type OpenedRecording =
  | {
      chunks: Chunks
      /** Frames at its start that are no part of the recording. */
      delay: number
    }
  | { long: LongRecording }

/**
 * Opens a recording for its waveform.
 * @returns `null` where there is none to be had, or not at that price: in other codecs than those
 * of WAV files, time does not tell the place
 * @throws where its first bytes cannot be read
 */
export async function openRecording(ask: AskRange): Promise<OpenedRecording | null> {
  const answer = await ask(0, HEAD_BYTES - 1)
  const { body, status, ok } = answer
  if (!ok || !body) return null
  if (status !== 206) {
    if ((lengthOf(answer) ?? 0) <= WHOLE_BYTES)
      return { chunks: atMost(WHOLE_BYTES, chunksOf(body)), delay: 0 }
    await body.cancel()
    return null
  }
  const size = totalOf(answer)
  const headEnd = size === null ? lengthOf(answer) : Math.min(HEAD_BYTES, size)
  const head = await headOf(readRange(ask, { first: 0, end: headEnd, answer }))
  const layout = size === null ? null : wavLayout(head, size)
  if (size !== null && size > WHOLE_BYTES) {
    const even = evenLayout(layout)
    return even && { long: { head, size, layout: even, ask } }
  }
  // A WAV file whose writer did not come back to note its length says so now.
  const chunks = continued(layout ? withLengths(head, layout) : head, size, ask)
  return { chunks: atMost(WHOLE_BYTES, chunks), delay: mp3Delay(head) }
}

/** The first bytes, as many as come: the head of a file is told from fewer, too. */
async function headOf(chunks: Chunks): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES)
  let length = 0
  try {
    for await (const chunk of chunks) {
      head.set(chunk.subarray(0, HEAD_BYTES - length), length)
      length = Math.min(length + chunk.length, HEAD_BYTES)
    }
  } catch (error) {
    if (length === 0) throw error
  }
  return head.subarray(0, length)
}

async function* continued(head: Uint8Array, size: number | null, ask: AskRange): Chunks {
  yield head
  if (size === null ? head.length < HEAD_BYTES : head.length >= size) return
  yield* readRange(ask, { first: head.length, end: size })
}

/** Ends with an error where a source sends more than it said, or did not say. */
async function* atMost(limit: number, chunks: Chunks): Chunks {
  let read = 0
  for await (const chunk of chunks) {
    read += chunk.length
    if (read > limit) throw new Error('the recording is too long to be read whole')
    yield chunk
  }
}

function totalOf({ headers }: Response): number | null {
  const total = /\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1]
  return total === undefined ? null : Number(total)
}

function lengthOf({ headers }: Response): number | null {
  const length = headers.get('Content-Length')
  return length === null ? null : Number(length)
}
