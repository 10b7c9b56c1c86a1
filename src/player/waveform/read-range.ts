import { chunksOf } from '../../api/chunks-of.ts'
import { bytesOf, streamOf } from './byte-stream.ts'

/** Asks for the bytes of a recording from `first` up to and with `last`, or to the end. */
export type AskRange = (first: number, last?: number, signal?: AbortSignal) => Promise<Response>

/** How often a range that broke off is asked for again, and how long to wait before each (ms). */
const RETRIES = 2
const RETRY_MS = 500

interface Range {
  first: number
  /** The byte after the last one; `null` where nobody said how long the recording is. */
  end: number | null
  /** The answer to this range, where it was asked for already. */
  answer?: Response
}

/**
 * The bytes of a range as they come. Where the answer breaks off, the rest is asked for again.
 * @throws where that does not help, or is not allowed
 */
export async function* readRange(
  ask: AskRange,
  { first, end, answer }: Range,
): AsyncGenerator<Uint8Array, void> {
  let at = first
  let response = answer
  for (let retries = 0; ; retries += 1) {
    try {
      response ??= await ask(at, end === null ? undefined : end - 1)
      const { status, body } = response
      if (status !== 206 || !body) throw new Error(`a part of the recording: ${status}`)
      for await (const chunk of chunksOf(body)) {
        at += chunk.length
        yield chunk
      }
      if (end === null || at >= end) return
      throw new Error('a part of the recording is short')
    } catch (error) {
      if (retries === RETRIES || isAbort(error)) throw error
      response = undefined
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

/** All bytes of a range. @throws as `readRange` does */
export async function bytesOfRange(ask: AskRange, range: Range): Promise<Uint8Array> {
  const bytes = await bytesOf(streamOf(readRange(ask, range)))
  return range.end === null ? bytes : bytes.subarray(0, range.end - range.first)
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
