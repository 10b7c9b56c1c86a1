const encoder = new TextEncoder()

/** Characters that are worth a part of their own, in the stream and to whoever compresses it. */
const ENOUGH = 64 * 1024

/** Bytes of a file, in parts as they are made. */
export type Bytes = AsyncGenerator<Uint8Array<ArrayBuffer>, void>

/** Texts as UTF-8, in parts of 64 KiB or more, however small the texts are. */
export async function* encodeTexts(texts: AsyncIterable<string>): Bytes {
  let pending = ''
  for await (const text of texts) {
    pending += text
    if (pending.length < ENOUGH) continue
    yield encoder.encode(pending)
    pending = ''
  }
  if (pending) yield encoder.encode(pending)
}

/**
 * A stream that makes no part before it is asked for. Cancelling it ends `bytes`; it fails as
 * `bytes` fails.
 */
export function streamOf(bytes: Bytes): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await bytes.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await bytes.return()
      },
    },
    { highWaterMark: 0 },
  )
}
