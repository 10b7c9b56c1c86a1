import { fstatSync, writeSync } from 'node:fs'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { type Logger, pino } from 'pino'
import type { AppContext, AppEnv } from './context.ts'

/** Values of `LOG_LEVEL`, from most lines to none. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

const WARN = 40

/** Writes text, or drops it and returns `false`. It never throws and never waits. */
type Output = (text: string) => boolean

/** Whether `fd` is a file or a device. Node's own stream of one is unusable after an error. */
function isFile(fd: number): boolean {
  try {
    const stat = fstatSync(fd)
    return stat.isFile() || stat.isCharacterDevice()
  } catch {
    return false
  }
}

function createFileOutput(fd: number): Output {
  let isLineOpen = false
  return (text) => {
    const bytes = Buffer.from(isLineOpen ? `\n${text}` : text)
    try {
      const written = writeSync(fd, bytes)
      isLineOpen = written < bytes.length && (isLineOpen || written > 0)
      return written === bytes.length
    } catch {
      return false
    }
  }
}

/** Creates the output to standard output or standard error, be it a file, pipe or terminal. */
export function createOutput(stream: NodeJS.WriteStream & { fd: number }): Output {
  if (!stream.isTTY && isFile(stream.fd)) return createFileOutput(stream.fd)
  // Without a listener an error would end the process. `writable` shows whether a reader is there.
  stream.on('error', () => {})
  return (text) => {
    // If the reader of a pipe is slow, the stream's own limit applies.
    if (!stream.writable || stream.writableNeedDrain) return false
    stream.write(text)
    return true
  }
}

/**
 * Creates the destination of a log. It counts dropped lines. When writing works again, or `resume`
 * is called, it writes their number as a line.
 * @param format makes the text of a line of JSON
 */
export function createLogDestination(output: Output, format: (line: string) => string) {
  let dropped = 0

  function resume(): void {
    if (dropped === 0) return
    const msg = 'Log lines were dropped, because they could not be written'
    const line = `${JSON.stringify({ level: WARN, time: Date.now(), dropped, msg })}\n`
    if (output(format(line))) dropped = 0
  }

  function write(line: string): void {
    resume()
    if (dropped > 0 || !output(format(line))) dropped += 1
  }

  return { write, resume }
}

function requestText(entry: Record<string, unknown>, messageKey: string): string {
  const { method, route, status, bytes, ms } = entry
  return status === undefined
    ? String(entry[messageKey] ?? '')
    : `${method} ${route} ${status}, ${bytes} bytes in ${ms} ms`
}

/** Formats lines of JSON for people once the formatter has loaded. */
function createPrettyFormat(): (line: string) => string {
  let format = (line: string) => line
  import('pino-pretty').then(
    ({ prettyFactory }) => {
      format = prettyFactory({
        colorize: process.stdout.isTTY,
        singleLine: true,
        translateTime: 'SYS:HH:MM:ss',
        messageFormat: requestText,
        ignore: 'pid,hostname,method,route,status,bytes,ms',
      })
    },
    () => {}, // not installed: the lines stay JSON
  )
  return (line) => format(line)
}

/**
 * Creates the log of the process, on standard output: JSON, or text for a person to read.
 * @param isPretty readable text also where standard output is no terminal
 */
export function createLog(level: LogLevel, isPretty: boolean): Logger {
  const format = isPretty || process.stdout.isTTY ? createPrettyFormat() : (line: string) => line
  const destination = createLogDestination(createOutput(process.stdout), format)
  process.stdout.on('drain', destination.resume)
  return pino({ level }, destination)
}

/** The side that ended a body early, if any. */
type BodyEnd = { aborted?: 'client' | 'source' }

/** Bytes that are not shared with another thread, as the type of a body requires. */
type Bytes = Uint8Array<ArrayBuffer>

/**
 * Ends the connection of an incomplete answer, so that the client notices. It waits for the headers,
 * because the HTTP adapter holds them back and would replace the answer.
 */
async function breakOff({ env: { outgoing } }: AppContext): Promise<void> {
  while (outgoing && !outgoing.headersSent && !outgoing.destroyed)
    await new Promise((resolve) => setImmediate(resolve))
  outgoing?.destroy()
}

/**
 * Counts the bytes of a body and calls `onEnd` when it ends in any way. Nothing is read ahead. If the
 * body breaks, the connection ends without an error, which the HTTP adapter would print.
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
 * Gives each request an id, and writes one log line when the body of the answer has ended: bytes
 * sent, duration in ms, and who `aborted` it. The line has the route's pattern, because the path may
 * hold a sealed URL and the query a phone number.
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
