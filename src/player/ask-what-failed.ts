import { RequestFailure, readFailure } from '../api/client.ts'
import { type CallRecord, isBeingWritten, timeOfAnswer } from '../calls/call.ts'

/** `MediaError.MEDIA_ERR_NETWORK`: the sound broke off while it was being read. */
const NETWORK_ERROR = 2

/** So long (ms) the answer may take: the endpoint's own patience, as it is by default, and more. */
const PATIENCE_MS = 20_000

/** The first bytes, enough for the endpoint to tell what a recording is, whatever it is called. */
const FIRST_BYTES = 'bytes=0-63'

interface Question {
  /** Code of the element's `MediaError`. */
  mediaError: number | undefined
  /** Whether the element ended at once, without a sound. */
  isSilent?: boolean
  fetch: typeof globalThis.fetch
  signal: AbortSignal
}

/**
 * Asks the endpoint why the recording of `call` does not play; the audio element itself only knows
 * that. What is missing or empty soon after the call is `recording_pending`; no answer within 20 s
 * is `recording_unreachable`.
 * @returns the failure; it never throws. After an abort of `signal` the answer means nothing.
 */
export async function askWhatFailed(
  call: CallRecord,
  { mediaError, isSilent = false, fetch, signal }: Question,
): Promise<RequestFailure> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  try {
    const response = await fetch(call.recording ?? '', {
      headers: { Range: FIRST_BYTES },
      cache: 'no-store', // what was heard before would answer for the source
      signal: AbortSignal.any([signal, patience]),
    })
    const first = response.ok ? await firstOf(response) : 'nothing'
    if (first === 'broken' || (first === 'bytes' && mediaError === NETWORK_ERROR))
      return new RequestFailure('recording_unreachable')
    if (first === 'bytes' && !isSilent) return new RequestFailure('recording_unplayable')
    const isEmpty = response.ok || response.status === 416 // there is not even a first byte
    const failure = isEmpty ? new RequestFailure('recording_empty') : await readFailure(response)
    const mayCome = failure.code === 'recording_empty' || failure.code === 'recording_missing'
    return mayCome && isBeingWritten(call, timeOfAnswer(response))
      ? pendingInstead(failure)
      : failure
  } catch {
    return new RequestFailure(patience.aborted ? 'recording_unreachable' : 'offline')
  }
}

function pendingInstead({ requestId }: RequestFailure): RequestFailure {
  return new RequestFailure('recording_pending', { requestId: requestId ?? undefined })
}

/** What a body begins with. A source without Range sends it all; the first of it is enough. */
async function firstOf({ body }: Response): Promise<'bytes' | 'nothing' | 'broken'> {
  const reader = body?.getReader()
  const first = await reader?.read().catch(() => null)
  await reader?.cancel().catch(() => undefined)
  if (first === null) return 'broken'
  return first?.done === false ? 'bytes' : 'nothing'
}
