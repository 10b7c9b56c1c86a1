/** Why `signal` aborted, as an error: what serves HTTP may give a mere text as the reason. */
export function abortReason({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new DOMException(String(reason), 'AbortError')
}
