import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { AppContext, AppEnv } from '../app-context.ts'

/** How a body ended: whole, or given up by whoever requested it, or broken where it came from. */
type BodyEnd = { aborted?: 'client' | 'source' }

/** Bytes not shared with another thread, as the types of a body want it. */
type Bytes = Uint8Array<ArrayBuffer>

/**
 * Ends the connection of an answer that cannot be completed, so that its receiver notices. The
 * HTTP adapter holds back the headers while the first bytes come; it would replace the answer.
 */
async function breakOff({ env: { outgoing } }: AppContext): Promise<void> {
  while (outgoing && !outgoing.headersSent && !outgoing.destroyed)
    await new Promise((resolve) => setImmediate(resolve))
  outgoing?.destroy()
}

/**
 * Counts a body on its way and calls `onEnd` once, when it ends in any way. Nothing is read ahead.
 * A body that breaks ends the connection quietly; an error would make the HTTP adapter print it.
 */
function watch(
  c: AppContext,
  body: ReadableStream<Bytes>,
  onEnd: (bytes: number, end: BodyEnd) => void,
): ReadableStream<Bytes> {
  const reader = body.getReader()
  let bytes = 0
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            onEnd(bytes, {})
            return controller.close()
          }
          bytes += value.byteLength
          controller.enqueue(value)
        } catch (error) {
          onEnd(bytes, { aborted: c.req.raw.signal.aborted ? 'client' : 'source' })
          if (!c.env?.outgoing) throw error
          await breakOff(c)
          controller.close()
        }
      },
      cancel(reason) {
        onEnd(bytes, { aborted: 'client' })
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

/**
 * Names each request, and writes its one log line when the body of the answer has ended: bytes
 * sent, duration in ms, and `aborted` by `client` or `source` if it is not whole. The route's
 * pattern stands for the path, which can hold a handle, and for the query, which can hold a number
 * somebody called.
 * @param now ms since the epoch
 */
export function createRequestLog(log: Logger, now: () => number): MiddlewareHandler<AppEnv> {
  return async function requestLog(c, next) {
    const startedAt = now()
    const requestId = crypto.randomUUID()
    c.set('requestId', requestId)
    await next()
    c.header('X-Request-Id', requestId)
    const { vendorMs, problemCode } = c.var
    const request = { requestId, method: c.req.method, route: routePath(c), status: c.res.status }
    let hasEnded = false

    function onEnd(bytes: number, end: BodyEnd): void {
      if (hasEnded) return
      hasEnded = true
      log.info({
        ...request,
        bytes,
        ms: now() - startedAt,
        ...(vendorMs !== undefined && { vendorMs }),
        ...(problemCode !== undefined && { code: problemCode }),
        ...end,
      })
    }

    const body = c.req.method === 'HEAD' ? null : c.res.body
    if (body === null) onEnd(0, c.req.raw.signal.aborted ? { aborted: 'client' } : {})
    else c.res = new Response(watch(c, body, onEnd), c.res)
  }
}
