import { bytesOf, chunksOf } from './byte-stream.ts'
import type { AskRange, OpenedRecording } from './opened-recording.ts'
import { sampleRecording } from './sample-recording.ts'
import { wavLayout, withLengths } from './wav-layout.ts'

/** Bytes of the first request; they tell what a file is, and how long. */
const HEAD_BYTES = 32_768
/** Above this a recording is sampled, not read whole. */
const WHOLE_BYTES = 10_000_000

type Chunks = OpenedRecording['chunks']

/**
 * Opens a recording for its waveform: behind the sound in the queue, and past the cache, where
 * one reader of an address waits for the other.
 * @returns `null` where there is no waveform to be had at that price
 */
export async function openRecording(
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<OpenedRecording | null> {
  const ask: AskRange = (first, last) =>
    fetch(url, {
      headers: { Range: `bytes=${first}-${last ?? ''}` },
      priority: 'low',
      cache: 'no-store',
    })
  const response = await ask(0, HEAD_BYTES - 1)
  const { body } = response
  if (!response.ok || !body) return null
  const isPart = response.status === 206
  const size = isPart ? totalOf(response) : lengthOf(response)
  if (!isPart && size !== null && size > WHOLE_BYTES) {
    await body.cancel()
    return null
  }
  if (!isPart) return { chunks: atMost(WHOLE_BYTES, chunksOf(body)), sampled: null }
  const head = await bytesOf(body)
  if (size !== null && size > WHOLE_BYTES) return sampleRecording(head, size, ask)
  const isAll = head.length < HEAD_BYTES || size === head.length
  const chunks = continued(mended(head, size), { from: head.length, ask: isAll ? null : ask })
  return { chunks: atMost(WHOLE_BYTES, chunks), sampled: null }
}

/** A WAV file whose writer did not come back to note its length says so now. */
function mended(head: Uint8Array, size: number | null): Uint8Array {
  const layout = size === null ? null : wavLayout(head, size)
  return layout ? withLengths(head, layout) : head
}

interface Rest {
  /** Where the rest begins, in bytes. */
  from: number
  ask: AskRange | null
}

async function* continued(head: Uint8Array, { from, ask }: Rest): Chunks {
  yield head
  if (!ask) return
  const { status, body } = await ask(from)
  if (status !== 206 || !body) throw new Error(`the rest of the recording: ${status}`)
  yield* chunksOf(body)
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
