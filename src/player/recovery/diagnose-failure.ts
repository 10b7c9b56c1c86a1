import { RequestFailure, readFailure } from '../../api/client.ts'
import { type CallRecord, isBeingWritten, timeOfAnswer } from '../../calls/call.ts'

/** `MediaError.MEDIA_ERR_NETWORK`: the download broke off. */
const MEDIA_ERR_NETWORK = 2

/** Longer than the endpoint itself waits for the vendor by default. */
const TIMEOUT_MS = 20_000

/** Enough for the endpoint to detect the type of a recording, whatever its name says. */
const FIRST_BYTES = 'bytes=0-63'

interface DiagnoseOptions {
  /** The code of the element's `MediaError`. */
  mediaError?: number | undefined
  /** Whether the element ended at once, without a sound. */
  isSilent?: boolean
  fetch: typeof globalThis.fetch
  signal: AbortSignal
}

/**
 * Requests the first bytes of a recording to find out why it does not play, because the audio
 * element only reports that it failed. A recording that is missing or empty soon after its call is
 * `recording_pending`.
 * @returns the failure; it never throws. Ignore it once `signal` has aborted.
 */
export async function diagnoseFailure(
  call: CallRecord,
  { mediaError, isSilent = false, fetch, signal }: DiagnoseOptions,
): Promise<RequestFailure> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(call.recording ?? '', {
      headers: { Range: FIRST_BYTES },
      cache: 'no-store', // a cached response does not show the state of the source
      signal: AbortSignal.any([signal, timeout]),
    })
    const body = response.ok ? await readFirstChunk(response) : 'empty'
    if (body === 'broken' || (body === 'bytes' && mediaError === MEDIA_ERR_NETWORK))
      return new RequestFailure('recording_unreachable')
    if (body === 'bytes' && !isSilent) return new RequestFailure('recording_unplayable')
    const isEmpty = response.ok || response.status === 416 // not even a first byte
    const failure = isEmpty ? new RequestFailure('recording_empty') : await readFailure(response)
    const mayCome = failure.code === 'recording_empty' || failure.code === 'recording_missing'
    return mayCome && isBeingWritten(call, timeOfAnswer(response))
      ? new RequestFailure('recording_pending', { requestId: failure.requestId ?? undefined })
      : failure
  } catch {
    return new RequestFailure(timeout.aborted ? 'recording_unreachable' : 'offline')
  }
}

/** Reads one chunk and cancels the rest: a source without Range sends the whole recording. */
async function readFirstChunk({ body }: Response): Promise<'bytes' | 'empty' | 'broken'> {
  const reader = body?.getReader()
  const first = await reader?.read().catch(() => null)
  await reader?.cancel().catch(() => undefined)
  if (first === null) return 'broken'
  return first?.done === false ? 'bytes' : 'empty'
}
