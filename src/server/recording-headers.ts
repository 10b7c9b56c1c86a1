/** Of what the listener sent, all that the source may know. Never a cookie or a credential. */
const TO_SOURCE = ['If-Range', 'If-None-Match', 'If-Modified-Since']
const FROM_SOURCE = ['ETag', 'Last-Modified', 'Accept-Ranges', 'Content-Length', 'Content-Range']

/** More than one range would come back as a multipart body, which is not audio. */
const ONE_RANGE = /^bytes=(\d+-\d*|-\d+)$/i

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

/** The headers of a request to a recording's source. */
export function sourceHeaders(fromListener: Headers): Record<string, string> {
  const range = fromListener.get('Range')?.trim() ?? ''
  return {
    // A coding would make lengths and ranges count other bytes than the listener gets.
    'Accept-Encoding': 'identity',
    Accept: 'audio/*, application/octet-stream;q=0.9, */*;q=0.1',
    ...pick(fromListener, TO_SOURCE),
    ...(ONE_RANGE.test(range) && { Range: range }),
  }
}

/** Of what the source sent, all that the listener may see. */
export function listenerHeaders(fromSource: Headers): Record<string, string> {
  const headers = pick(fromSource, FROM_SOURCE)
  if (isEncoded(fromSource)) delete headers['Content-Length']
  return headers
}

/** Whether the body was coded all the same; `fetch` has decoded it, so its length is another. */
export function isEncoded(headers: Headers): boolean {
  const coding = headers.get('Content-Encoding')?.trim().toLowerCase() ?? ''
  return coding !== '' && coding !== 'identity'
}
