/** Not shared with another thread, as the types of a body want it. */
type Bytes = Uint8Array<ArrayBuffer>

/** The beginning of a body, and the same body whole. */
interface Peeked {
  head: Bytes
  body: ReadableStream<Bytes>
}

function concat(a: Bytes, b: Bytes): Bytes {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/**
 * Reads `body` until its head is enough, as a rule its first chunk, and no further until somebody
 * reads the body it returns. Cancelling that one cancels the original.
 */
export async function peek(
  body: ReadableStream<Bytes>,
  isEnough: (head: Uint8Array) => boolean,
): Promise<Peeked> {
  const reader = body.getReader()
  let head = new Uint8Array()
  while (!isEnough(head)) {
    const { done, value } = await reader.read()
    if (done) break
    head = head.length === 0 ? value : concat(head, value)
  }
  const whole = new ReadableStream<Bytes>(
    {
      start: (controller) => {
        if (head.length > 0) controller.enqueue(head)
      },
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead of the listener.
    { highWaterMark: 0 },
  )
  return { head, body: whole }
}
