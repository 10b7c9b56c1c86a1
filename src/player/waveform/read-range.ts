import { chunksOf } from '../../api/chunks-of.ts'
import { bytesOf, streamOf } from './byte-stream.ts'
import { statedRange } from './stated-range.ts'

/** Asks for the bytes of a recording from `first` up to and with `last`, or to the end. */
export type AskRange = (first: number, last?: number, signal?: AbortSignal) => Promise<Response>

/** How often what broke off is asked for again, and how long to wait before each (ms). */
const RETRIES = 2
const RETRY_MS = 500

interface Range {
  first: number
  /** The byte after the last one; infinite where nobody knows: it ends where the recording does. */
  end: number
  /** The answer to its first piece, where that was asked for already. */
  answer?: Response
  /** The byte after the piece that begins at `at`; as a rule all of the range is asked for at once. */
  pieceEnd?: (at: number) => number
  /** How often a piece that broke off is asked for again. */
  retries?: number
}

/**
 * The bytes of a range as they come, one piece after the other. Where an answer breaks off, or has
 * other bytes than were asked for, the rest of its piece is asked for again.
 * @throws where that does not help, or is not allowed
 */
export async function* readRange(
  ask: AskRange,
  { first, end, answer, pieceEnd = () => end, retries = RETRIES }: Range,
): AsyncGenerator<Uint8Array, void> {
  let at = first
  let response = answer
  let failures = 0
  for (let stop = Math.min(pieceEnd(at), end); at < end; ) {
    try {
      response ??= await ask(at, Number.isFinite(stop) ? stop - 1 : undefined)
      if (response.status === 416 && end === Number.POSITIVE_INFINITY) return
      for await (const chunk of chunksOf(await bodyFrom(response, at))) {
        at += chunk.length
        yield chunk
      }
      if (at < stop && end === Number.POSITIVE_INFINITY) return
      if (at < stop) throw new Error('a part of the recording ended before its time')
      stop = Math.min(pieceEnd(at), end)
      failures = 0
    } catch (error) {
      if (failures === retries || isAbort(error)) throw error
      failures += 1
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
    response = undefined
  }
}

/** All bytes of a range. @throws as `readRange` does */
export async function bytesOfRange(ask: AskRange, range: Range): Promise<Uint8Array> {
  const bytes = await bytesOf(streamOf(readRange(ask, range)))
  return bytes.subarray(0, range.end - range.first)
}

/** @throws for an answer that has no bytes from `at` on: some sources begin anew after a break */
async function bodyFrom(response: Response, at: number): Promise<ReadableStream<Uint8Array>> {
  const { status, body } = response
  const { first } = statedRange(response)
  if (status === 206 && body && (first === null || first === at)) return body
  await body?.cancel().catch(() => undefined) // it may be long
  throw new Error(status === 206 ? 'another part of the recording' : `a part of it: ${status}`)
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
