import { readByteRange } from './byte-range.ts'
import type { CodedWav } from './coded-wav.ts'
import { recordingOf } from './decoded-address.ts'
import { decodedBytes, sourcePart } from './decoded-bytes.ts'
import { openSource } from './open-source.ts'
import { pcmFileBytes } from './pcm-file.ts'

/**
 * Answers for a recording decoded: a WAV file of 16-bit samples, whole or the range asked for,
 * decoded while it is read and no faster. The source is asked for what that range needs.
 * @returns what the source says where it refuses; 415 for what is not decoded here
 * @throws what `fetch` does
 */
export async function answerDecoded(
  request: Request,
  fetch: typeof globalThis.fetch,
): Promise<Response> {
  const address = recordingOf(request.url)
  if (address === null) return new Response(null, { status: 404 })
  const reading = new AbortController()
  const signal = AbortSignal.any([request.signal, reading.signal])
  const source = await openSource(address, { fetch, signal })
  if (source instanceof Response) return refusal(source)
  const { wav } = source
  const { status, headers, range } = wav
    ? describe(wav, request.headers.get('Range'))
    : { status: 415, headers: new Headers(), range: null }
  if (!wav || !range || request.method === 'HEAD') {
    reading.abort()
    return new Response(null, { status, headers })
  }
  const part = sourcePart(wav, range)
  const chunks = await source.read(part.first, part.last)
  if (chunks instanceof Response) return refusal(chunks)
  const body = pulled(decodedBytes(wav, range, chunks), () => reading.abort())
  return new Response(body, { status, headers })
}

function describe(wav: CodedWav, asked: string | null) {
  const size = pcmFileBytes(wav)
  const headers = new Headers({ 'Content-Type': 'audio/wav', 'Cache-Control': 'no-store' })
  const whole = { first: 0, last: size - 1 }
  if (!Number.isFinite(size)) return { status: 200, headers, range: whole }
  headers.set('Accept-Ranges', 'bytes')
  const range = readByteRange(asked, size)
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${size}`)
    return { status: 416, headers, range: null }
  }
  const { first, last } = range ?? whole
  headers.set('Content-Length', String(last - first + 1))
  if (range) headers.set('Content-Range', `bytes ${first}-${last}/${size}`)
  return { status: range ? 206 : 200, headers, range: range ?? whole }
}

/** A stream that takes nothing before it is read; `onLeft` is called when its reader leaves. */
function pulled(
  chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void>,
  onLeft: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) {
          controller.close()
          onLeft()
        } else controller.enqueue(value)
      },
      cancel: onLeft,
    },
    { highWaterMark: 0 },
  )
}

/** The source's own words, without a range that counts its bytes. */
function refusal({ status, statusText, headers: given, body }: Response): Response {
  const headers = new Headers(given)
  headers.delete('Content-Range')
  return new Response(body, { status, statusText, headers })
}
