import { fstatSync, writeSync } from 'node:fs'
import { type Logger, pino } from 'pino'

/** Levels of `LOG_LEVEL`, from most lines to none. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

const WARN = 40

/** Writes text; returns `false` for text that it dropped. It never throws and never waits. */
type Output = (text: string) => boolean

/** Files and devices such as `/dev/full`. Node's own stream of one is unusable after an error. */
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

/** Creates the output to standard output or standard error, whatever that is. */
export function createOutput(stream: NodeJS.WriteStream & { fd: number }): Output {
  if (!stream.isTTY && isFile(stream.fd)) return createFileOutput(stream.fd)
  // A reader that is gone is found by `writable`.
  stream.on('error', () => {})
  return (text) => {
    // The stream's own bound on what waits in memory for the reader of a pipe.
    if (!stream.writable || stream.writableNeedDrain) return false
    stream.write(text)
    return true
  }
}

/**
 * Creates the destination of a log. It counts dropped lines, and writes their number as a line of
 * its own when writing works again: with the next line, or when `resume` is called.
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

/** Makes lines of JSON readable, from the moment its code has loaded. */
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
