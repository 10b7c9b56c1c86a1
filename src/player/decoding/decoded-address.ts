const RECORDINGS = '/api/recordings/'
const DECODED = '/decoded/'

/** Paths that are decoded, as a pattern of `URLPattern`. */
export const DECODED_PATHS = `${DECODED}*`

/** Where the recording at `recording` is to be had decoded. */
export function decodedAddress(recording: string): string {
  return recording.replace(RECORDINGS, DECODED)
}

/** Where the recording lies that `address` is to be decoded from; `null` for any other address. */
export function recordingOf(address: string): string | null {
  const { pathname } = new URL(address)
  return pathname.startsWith(DECODED) ? pathname.replace(DECODED, RECORDINGS) : null
}
