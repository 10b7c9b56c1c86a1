import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type FailureCode, RequestFailure } from '../../api/client.ts'
import { findCall } from '../../api/find-call.ts'
import type { fetchRecords } from '../../api/queries.ts'
import type { CallRecord } from '../../calls/call.ts'
import type { Pause } from '../pause.ts'
import { askPart, type Part } from './ask-part.ts'
import type { Tries } from './patience.ts'
import { readInTime } from './read-in-time.ts'
import { RecordingChanged } from './recording-failure.ts'

/** Failures of an address, not of what lies there. A server started anew knows no old address. */
const OF_ADDRESS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'recording_expired',
  'recording_missing',
])
/** So many addresses of a call are tried without a step forward between. */
const MOST_IN_A_ROW = 3
/** Fewer new bytes are no step forward: a source that sends a few at a time would never end. */
const STEP = 65_536

export interface ReadingParts {
  fetch: typeof globalThis.fetch
  fetchRecords: typeof fetchRecords
  pause: Pause
  signal: AbortSignal
  tries: Tries
}

/** A recording that is read byte by byte, however often its source breaks off. */
export interface Reading {
  /** Its bytes, each once. @throws RequestFailure, RecordingChanged, the signal's reason */
  chunks: AsyncGenerator<Uint8Array>
  /** What its first answer called it. */
  type: () => string
  /** SHA-256 of the bytes so far, in hex. */
  digest: () => string
}

/**
 * Reads the recording of `call`, which has one. Where its source breaks off it is asked for the
 * rest, and where its address has expired, the call's record for another one. Bytes that come a
 * second time must be those that came before, and all of them as many as the source said.
 */
export function readRecording(
  call: CallRecord,
  { fetch, fetchRecords, pause, signal, tries }: ReadingParts,
): Reading {
  const hash = sha256.create()
  let address = call.recording ?? ''
  let first: Part | null = null
  let total: number | null = null
  let bytes = 0
  const asked = new Set<string>()

  async function* nextPart(): AsyncGenerator<Uint8Array> {
    const left = new AbortController()
    const request = { fetch, signal: AbortSignal.any([signal, left.signal]) }
    try {
      const validator = first?.validator ?? null
      // Of what has neither a version nor a length, only all of it can be compared.
      const from = validator === null && total === null ? 0 : bytes
      const part = await readInTime(askPart(address, { from, validator, ...request }), pause)
      first ??= part
      total ??= part.total
      if (total !== (part.total ?? total)) throw new RecordingChanged()
      yield* skip(bytes - part.from, bodyOf(part, pause))
    } finally {
      left.abort()
    }
  }

  /** Leaves out the first `count` bytes once they have proved to be those that came before. */
  async function* skip(count: number, body: AsyncIterable<Uint8Array>) {
    const check = sha256.create()
    let left = count
    for await (const chunk of body) {
      const known = chunk.subarray(0, left)
      left -= known.length
      if (known.length > 0) check.update(known)
      if (known.length > 0 && left === 0 && hexOf(check) !== hexOf(hash))
        throw new RecordingChanged()
      if (known.length < chunk.length) yield chunk.subarray(known.length)
    }
    if (left > 0) throw new RequestFailure('recording_unreachable')
  }

  /** Takes the address that the call's record has now. @throws `error` where that is no other */
  async function findAddress(error: unknown): Promise<void> {
    if (asked.has(address) || asked.size >= MOST_IN_A_ROW) throw error
    asked.add(address)
    for (;;) {
      try {
        const fresh = await findCall(call, fetchRecords, signal)
        if (!fresh?.recording || fresh.recording === address) throw error
        address = fresh.recording
        return
      } catch (failure) {
        if (failure === error) throw error
        await tries.waitAfter(failure).catch((thrown: unknown) => {
          signal.throwIfAborted()
          throw thrown instanceof RequestFailure ? error : thrown
        })
      }
    }
  }

  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      let step = 0
      try {
        for await (const chunk of nextPart()) {
          bytes += chunk.length
          step += chunk.length
          hash.update(chunk)
          tries.note()
          yield chunk
        }
        if (bytes > (total ?? bytes)) throw new RecordingChanged()
        if (bytes === (total ?? bytes)) return tries.renew()
        throw new RequestFailure('recording_unreachable')
      } catch (error) {
        signal.throwIfAborted()
        if (step >= STEP) {
          tries.renew()
          asked.clear()
        }
        if (error instanceof RequestFailure && OF_ADDRESS.has(error.code)) await findAddress(error)
        else await tries.waitAfter(error)
      }
    }
  }

  return { chunks: chunks(), type: () => first?.type ?? '', digest: () => hexOf(hash) }
}

async function* bodyOf({ body }: Part, pause: Pause): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  if (!reader) return
  const broken = () => Promise.reject(new RequestFailure('recording_unreachable'))
  try {
    for (;;) {
      const { done, value } = await readInTime(reader.read().catch(broken), pause)
      if (done) return
      yield value
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

function hexOf(hash: ReturnType<typeof sha256.create>): string {
  return bytesToHex(hash.clone().digest())
}
