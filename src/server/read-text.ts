export class TooLongError extends Error {
  override readonly name = 'TooLongError'
}

/**
 * Reads a whole body as UTF-8.
 * @throws TooLongError as soon as it is longer than `maxBytes`; the rest is not read.
 */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  // Leaving the loop early cancels the body.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new TooLongError()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
