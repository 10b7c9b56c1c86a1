/** What is fetched ahead of a recording: its head, and a few seconds of sound. */
const FIRST_BYTES = 64 * 1024

/**
 * Fetches the first bytes of a recording into the browser's cache, where the audio element finds
 * them. What goes wrong is said when the recording is played.
 */
export async function fetchFirstBytes(
  recording: string,
  { fetch, signal }: { fetch: typeof globalThis.fetch; signal: AbortSignal },
): Promise<void> {
  try {
    const response = await fetch(recording, {
      headers: { Range: `bytes=0-${FIRST_BYTES - 1}` },
      priority: 'low',
      signal,
    })
    // A source without Range sends all of it; that is for later.
    if (response.status === 206) await response.arrayBuffer()
    else await response.body?.cancel()
  } catch {
    // see above
  }
}
