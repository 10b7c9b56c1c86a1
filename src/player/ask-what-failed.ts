import { RequestFailure, readFailure } from '../api/client.ts'

/** `MediaError.MEDIA_ERR_NETWORK`: the sound broke off while it was being read. */
const NETWORK_ERROR = 2

/** The first bytes, enough for the endpoint to tell what a recording is, whatever it is called. */
const FIRST_BYTES = 'bytes=0-63'

/**
 * Asks the endpoint why a recording does not play; the audio element itself only knows that.
 * @param recording path under `/api/recordings/`
 * @param mediaError code of the element's `MediaError`
 * @returns the failure; it never throws. After an abort of `signal` the answer means nothing.
 */
export async function askWhatFailed(
  recording: string,
  {
    mediaError,
    fetch,
    signal,
  }: {
    mediaError: number | undefined
    fetch: typeof globalThis.fetch
    signal: AbortSignal
  },
): Promise<RequestFailure> {
  let response: Response
  try {
    response = await fetch(recording, {
      headers: { Range: FIRST_BYTES },
      cache: 'no-store', // what was heard before would answer for the source
      signal,
    })
  } catch {
    return new RequestFailure('offline')
  }
  if (response.ok) {
    await response.body?.cancel().catch(() => undefined) // a source without Range sends it all
    return new RequestFailure(
      mediaError === NETWORK_ERROR ? 'recording_unreachable' : 'recording_unplayable',
    )
  }
  if (response.status === 416) {
    await response.body?.cancel().catch(() => undefined)
    return new RequestFailure('recording_not_audio') // not even a first byte: the file is empty
  }
  return readFailure(response)
}
