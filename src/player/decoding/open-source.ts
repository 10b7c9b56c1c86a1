import { chunksOf } from '../../api/chunks-of.ts'
import { bytesOf } from '../waveform/byte-stream.ts'
import { type AskRange, readRange } from '../waveform/read-range.ts'
import { statedRange } from '../waveform/stated-range.ts'
import { isWavHead, WAV_HEAD_BYTES, wavLayout } from '../waveform/wav-layout.ts'
import { type CodedWav, codedWav } from './coded-wav.ts'
import { type Chunks, cutChunks } from './cut-chunks.ts'
import { peekChunks, startingWith } from './peek-chunks.ts'

/**
 * Bytes asked for at a time: minutes of sound. Chromium takes in tens of megabytes behind a reader
 * that has stopped, and a source may not wait through a pause.
 */
const PIECE_BYTES = 262_144

/** A recording whose head has been read. */
export interface Source {
  /** `null` where it is nothing that is decoded here. */
  wav: CodedWav | null
  /**
   * Asks for the bytes from `first` up to and with `last`, or to the end; once only.
   * @returns the source's answer where it refuses
   */
  read: (first: number, last: number) => Promise<Chunks | Response>
}

interface SourceOptions {
  fetch: typeof globalThis.fetch
  /** Its abort lets go of the source. */
  signal: AbortSignal
}

/**
 * Opens a recording by its first bytes.
 * @param address under `/api/recordings/`
 * @returns the source's answer where it refuses
 * @throws what `fetch` does
 */
export async function openSource(
  address: string,
  { fetch, signal }: SourceOptions,
): Promise<Source | Response> {
  const ask: AskRange = (first, last) =>
    fetch(address, { headers: { Range: `bytes=${first}-${last ?? ''}` }, signal })
  const response = await ask(0, WAV_HEAD_BYTES - 1)
  if (!response.ok || !response.body) return response
  if (response.status !== 206) return wholeSource(response, response.body)
  const head = await bytesOf(response.body)
  return {
    wav: codedWav(wavLayout(head, statedRange(response).size)),
    read: async (first, last) => {
      const answer = await ask(first, Math.min(pieceEnd(first) - 1, last))
      if (!answer.ok || !answer.body) return answer
      return answer.status === 206
        ? readRange(ask, { first, end: last + 1, answer, pieceEnd, retries: 0 })
        : cutChunks(chunksOf(answer.body), { first, last })
    },
  }
}

/** The next is asked for when one has been read; where it fails, the audio element asks anew. */
const pieceEnd = (at: number) => at + PIECE_BYTES

/** A source that knows no ranges is read from its start, and what nobody asked for is dropped. */
async function wholeSource(response: Response, body: ReadableStream<Uint8Array>): Promise<Source> {
  const { head, rest } = await peekChunks(chunksOf(body), isWavHead)
  return {
    wav: codedWav(wavLayout(head, statedRange(response).size)),
    read: async (first, last) => cutChunks(startingWith(head, rest), { first, last }),
  }
}
