/** A stream of `chunks`, which are asked for as the stream is read. */
export function streamOf(
  chunks: AsyncGenerator<Uint8Array, void>,
): ReadableStream<Uint8Array<ArrayBufferLike>> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return()
    },
  })
}

/** All bytes of a stream that is known to be short. */
export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(
    await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
  )
}
