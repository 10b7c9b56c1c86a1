import { bytesOf, chunksOf } from '../waveform/byte-stream.ts'
import { wavLayout } from '../waveform/wav-layout.ts'
import { type CodedWav, codedWav } from './coded-wav.ts'
import { type Chunks, cutChunks } from './cut-chunks.ts'
import { peekChunks } from './peek-chunks.ts'

/** Bytes of the first request, which tell what a recording is. */
const HEAD_BYTES = 4096

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
  const ask = (first: number, last: number) => {
    const range = `bytes=${first}-${Number.isFinite(last) ? last : ''}`
    return fetch(address, { headers: { Range: range }, signal })
  }
  const response = await ask(0, HEAD_BYTES - 1)
  if (!response.ok || !response.body) return response
  if (response.status !== 206) return wholeSource(response, response.body)
  const head = await bytesOf(response.body)
  return {
    wav: codedWav(wavLayout(head, totalOf(response))),
    read: async (first, last) => {
      const part = await ask(first, last)
      if (!part.ok || !part.body) return part
      const chunks = chunksOf(part.body)
      return cutChunks(
        chunks,
        part.status === 206 ? { first: 0, last: last - first } : { first, last },
      )
    },
  }
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
