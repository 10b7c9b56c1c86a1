import { chunksOf } from '../../api/chunks-of.ts'
import { peekChunks, startingWith } from '../decoding/peek-chunks.ts'
import { evenLayout } from './even-layout.ts'
import type { LongRecording } from './long-recording.ts'
import { mp3Delay } from './mp3-delay.ts'
import { mp3Layout } from './mp3-layout.ts'
import { type AskRange, readRange } from './read-range.ts'
import { statedRange } from './stated-range.ts'
import { WAV_HEAD_BYTES, type WavLayout, wavLayout, withLengths } from './wav-layout.ts'

/** Above this a recording is sampled, not read whole. */
const WHOLE_BYTES = 10_000_000
/** Up to here (s) even 48 kHz in stereo stays below that: all of it is asked for at once. */
export const SHORT_SECONDS = 50

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
 * @param seconds its length, as far as it is known
 * @returns `null` where there is none to be had, or not at that price: where the bit rate is not
 * constant, time does not tell the place
 * @throws where its first bytes cannot be read
 */
export async function openRecording(
  ask: AskRange,
  seconds: number | null,
): Promise<OpenedRecording | null> {
  const isShort = seconds !== null && seconds <= SHORT_SECONDS
  const asked = isShort ? WHOLE_BYTES : WAV_HEAD_BYTES
  const answer = await ask(0, asked - 1)
  const { body, status, ok } = answer
  if (!ok || !body) return null
  const { size } = statedRange(answer)
  const isLong = Number.isFinite(size) && size > WHOLE_BYTES
  const isPart = status === 206
  if (isLong && !isPart) {
    await body.cancel()
    return null
  }
  const pieceEnd = (at: number) => (at < asked ? asked : size)
  const bytes = isPart ? readRange(ask, { first: 0, end: size, answer, pieceEnd }) : chunksOf(body)
  const { head, rest } = await peekChunks(bytes, ({ length }) => length >= WAV_HEAD_BYTES)
  const layout = wavLayout(head, size)
  if (isLong) {
    await bytes.return()
    const even = evenLayout(layout) ?? mp3Layout(head, size)
    return even && { long: { head: head.subarray(0, WAV_HEAD_BYTES), size, layout: even, ask } }
  }
  const chunks = startingWith(layout ? mended(head, layout) : head, rest)
  return { chunks: atMost(WHOLE_BYTES, chunks), delay: mp3Delay(head) }
}

/**
 * The head of a WAV file whose writer may not have come back to note its length: it says so now, or,
 * where nobody knows, as much as is read at most.
 */
function mended(head: Uint8Array, { dataStart, dataBytes }: WavLayout): Uint8Array {
  return withLengths(head, { dataStart, dataBytes: Math.min(dataBytes, WHOLE_BYTES) })
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
