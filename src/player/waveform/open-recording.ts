import { chunksOf } from '../../api/chunks-of.ts'
import { peekChunks, startingWith } from '../decoding/peek-chunks.ts'
import { evenLayout } from './even-layout.ts'
import type { LongRecording } from './long-recording.ts'
import { mp3Delay } from './mp3-delay.ts'
import { mp3Layout } from './mp3-layout.ts'
import { type AskRange, readRange } from './read-range.ts'
import { statedRange } from './stated-range.ts'
import { WAV_HEAD_BYTES, wavLayout, withLengths } from './wav-layout.ts'

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
  if (status !== 206) {
    if (!isLong) return { chunks: atMost(WHOLE_BYTES, chunksOf(body)), delay: 0 }
    await body.cancel()
    return null
  }
  const pieceEnd = (at: number) => (at < asked ? asked : size)
  const begun = readRange(ask, { first: 0, end: size, answer, pieceEnd })
  const { head, rest } = await peekChunks(begun, ({ length }) => length >= WAV_HEAD_BYTES)
  const layout = Number.isFinite(size) ? wavLayout(head, size) : null
  if (isLong) {
    await begun.return()
    const even = evenLayout(layout) ?? mp3Layout(head, size)
    return even && { long: { head: head.subarray(0, WAV_HEAD_BYTES), size, layout: even, ask } }
  }
  // A WAV file whose writer did not come back to note its length says so now.
  const mended = layout ? withLengths(head, layout) : head
  const chunks = startingWith(mended, rest)
  return { chunks: atMost(WHOLE_BYTES, chunks), delay: mp3Delay(head) }
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
