import { chunksOf } from '../../api/chunks-of.ts'
import { bytesOf } from '../waveform/byte-stream.ts'
import { wavLayout } from '../waveform/wav-layout.ts'
import type { ByteRange } from './byte-range.ts'
import { type CodedWav, codedWav } from './coded-wav.ts'
import { type Chunks, cutChunks } from './cut-chunks.ts'
import { peekChunks } from './peek-chunks.ts'

/** Bytes of the first request, which tell what a recording is. */
const HEAD_BYTES = 4096
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
  const ask = (first: number, last: number) =>
    fetch(address, { headers: { Range: `bytes=${first}-${last}` }, signal })
  const response = await ask(0, HEAD_BYTES - 1)
  if (!response.ok || !response.body) return response
  if (response.status !== 206) return wholeSource(response, response.body)
  const head = await bytesOf(response.body)
  return {
    wav: codedWav(wavLayout(head, totalOf(response))),
    read: async (first, last) => {
      const piece = await ask(first, pieceEnd(first, last))
      if (!piece.ok || !piece.body) return piece
      return piece.status === 206
        ? pieces(piece.body, { first, last, ask })
        : cutChunks(chunksOf(piece.body), { first, last })
    },
  }
}

const pieceEnd = (first: number, last: number) => Math.min(first + PIECE_BYTES - 1, last)

interface Rest extends ByteRange {
  ask: (first: number, last: number) => Promise<Response>
}

/** Reads on piece by piece; ends where the source does. */
async function* pieces(piece: ReadableStream<Uint8Array>, { first, last, ask }: Rest): Chunks {
  let at = first
  for await (const chunk of chunksOf(piece)) {
    at += chunk.length
    yield chunk
  }
  if (at > last || at <= pieceEnd(first, last)) return
  const { status, body } = await ask(at, pieceEnd(at, last))
  if (status === 416) return
  if (status !== 206 || !body) throw new Error(`the next piece of the recording: ${status}`)
  yield* pieces(body, { first: at, last, ask })
}

/** A source that knows no ranges is read from its start, and what nobody asked for is dropped. */
async function wholeSource(response: Response, body: ReadableStream<Uint8Array>): Promise<Source> {
  const { head, chunks } = await peekChunks(chunksOf(body), HEAD_BYTES)
  const length = response.headers.get('Content-Length')
  const size = length === null ? Number.POSITIVE_INFINITY : Number(length)
  return {
    wav: codedWav(wavLayout(head, size)),
    read: async (first, last) => cutChunks(chunks, { first, last }),
  }
}

function totalOf({ headers }: Response): number {
  const total = /\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1]
  return total === undefined ? Number.POSITIVE_INFINITY : Number(total)
}
