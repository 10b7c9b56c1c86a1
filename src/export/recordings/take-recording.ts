import { RequestFailure } from '../../api/client.ts'
import { type CallRecord, isBeingWritten } from '../../calls/call.ts'
import { type ReadingParts, readRecording } from './read-recording.ts'
import { type MissingReason, reasonOf } from './recording-failure.ts'

/** A recording on its way into an archive. */
export interface Take {
  /** Reads until `bytes` of it are in memory, it is whole, or it has failed. */
  fill: (bytes: number) => Promise<void>
  /** How it ended: `whole`, or why it is not; `null` while there is more to read. */
  end: () => 'whole' | MissingReason | null
  /** All of it, from memory and then as it comes; where it fails on the way, it just ends. */
  body: () => AsyncGenerator<Uint8Array>
  type: () => string
  /** SHA-256 of what has been read, in hex. */
  digest: () => string
}

/**
 * Begins to read the recording of `call`, which has one. What is in memory can still be left out
 * of an archive; what is too large for that is read on while it is written.
 * @throws from `fill` and `body`: the signal's reason when it aborts
 */
export function takeRecording(call: CallRecord, parts: ReadingParts & { now: () => number }): Take {
  const reading = readRecording(call, parts)
  const inMemory: Uint8Array[] = []
  let held = 0
  let read = 0
  let end: 'whole' | MissingReason | null = null
  let filling = Promise.resolve()

  async function next(): Promise<Uint8Array | null> {
    try {
      const { done, value } = await reading.chunks.next()
      if (!done) {
        read += value.length
        return value
      }
      if (read === 0) throw new RequestFailure('recording_empty')
      end = 'whole'
    } catch (error) {
      parts.signal.throwIfAborted()
      end = reasonNow(error)
    }
    return null
  }

  /** What is missing or empty soon after its call may still come. */
  function reasonNow(error: unknown): MissingReason {
    const reason = reasonOf(error)
    const mayCome = reason === 'recording_missing' || reason === 'recording_empty'
    return mayCome && isBeingWritten(call, parts.now()) ? 'recording_pending' : reason
  }

  async function fill(bytes: number): Promise<void> {
    while (end === null && held < bytes) {
      const chunk = await next()
      if (chunk) inMemory.push(chunk)
      held += chunk?.length ?? 0
    }
  }

  return {
    fill(bytes) {
      filling = filling.then(() => fill(bytes))
      filling.catch(() => undefined) // it is thrown when its turn comes
      return filling
    },
    end: () => end,
    async *body() {
      for (let chunk = inMemory.shift(); chunk; chunk = inMemory.shift()) yield chunk
      while (end === null) {
        const chunk = await next()
        if (chunk) yield chunk
      }
    },
    type: reading.type,
    digest: reading.digest,
  }
}
