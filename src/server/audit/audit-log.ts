import { createHash } from 'node:crypto'
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import type { AuditEntry, AuditLine } from '../../calls/audit.ts'

/** The hash that the first line carries. */
export const FIRST_HASH = hashOf('')

/** Returns the SHA-256 of a line without its line break, in hex. */
export function hashOf(line: string): string {
  return createHash('sha256').update(line).digest('hex')
}

/** Writes events to the log. */
export interface AuditLog {
  /** @returns false if the event could not be written, and is lost */
  write: (entry: AuditEntry) => boolean
  /** Events that could not be written since the start. */
  lost: () => number
  /** Whether the last event could not be written. */
  isFailing: () => boolean
  close: () => void
}

interface AuditLogOptions {
  /** ms since the epoch */
  now: () => number
  /** Receives one line for the operator, at most once for each minute of loss. */
  onLoss: (line: string) => void
}

const LOSS_REPORT_MS = 60_000

/** The place of the lines. `append` writes all of a text or throws, and then has written nothing. */
interface Output {
  append: (text: string) => void
  close: () => void
}

/** Creates a log whose lines are chained from `last`, the hash of the line before. */
function createChain(output: Output, last: string, { now, onLoss }: AuditLogOptions): AuditLog {
  let previous = last
  let lost = 0
  let isFailing = false
  let reportedAt = Number.NEGATIVE_INFINITY
  return {
    write({ what, who, from, details }) {
      const line: AuditLine = {
        at: new Date(now()).toISOString(),
        what,
        who,
        from,
        details,
        after: previous,
      }
      // JSON escapes line breaks, so that no value can add a line.
      const text = JSON.stringify(line)
      try {
        output.append(`${text}\n`)
        previous = hashOf(text)
        isFailing = false
        return true
      } catch (error) {
        lost += 1
        isFailing = true
        if (now() - reportedAt >= LOSS_REPORT_MS) {
          reportedAt = now()
          const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
          onLoss(`the audit log cannot be written (${code}); ${lost} events are lost so far`)
        }
        return false
      }
    },
    lost: () => lost,
    isFailing: () => isFailing,
    close: () => output.close(),
  }
}

/** More than the longest line. A request has at most 16 kB of headers. */
const TAIL_BYTES = 65_536

/** Returns the last line of a file, and whether a line break ends it. */
function lastLine(fd: number): { line: string; isWhole: boolean } {
  const { size } = fstatSync(fd)
  const tail = Buffer.alloc(Math.min(size, TAIL_BYTES))
  readSync(fd, tail, 0, tail.length, size - tail.length)
  const text = tail.toString('utf8')
  return {
    line: text.replace(/\n$/, '').split('\n').at(-1) ?? '',
    isWhole: text === '' || text.endsWith('\n'),
  }
}

/** Appends to a file. A text that the disk has no room for is taken back. */
function fileOutput(fd: number): Output {
  return {
    append(text) {
      const { size } = fstatSync(fd)
      const bytes = Buffer.from(text)
      let written = 0
      try {
        while (written < bytes.length) written += writeSync(fd, bytes, written)
      } catch (error) {
        ftruncateSync(fd, size)
        throw error
      }
    },
    close: () => closeSync(fd),
  }
}

/**
 * Opens the log in a file, which only its owner can read. It goes on after the last line, also if a
 * crash cut that off. Each instance needs a file of its own.
 * @throws Error of the file system
 */
export function openAuditFile(path: string, options: AuditLogOptions): AuditLog {
  const fd = openSync(path, 'a+', 0o600)
  const { line, isWhole } = lastLine(fd)
  const output = fileOutput(fd)
  if (!isWhole) output.append('\n')
  return createChain(output, hashOf(line), options)
}

/** Creates the log on a stream, such as standard output. */
export function streamAuditLog(write: (text: string) => boolean, options: AuditLogOptions) {
  const append = (text: string) => {
    if (!write(text)) throw new Error('the output takes no more')
  }
  return createChain({ append, close: () => {} }, FIRST_HASH, options)
}

/** A line, counted from 1, that is cut off, or before which a line was changed or is missing. */
export interface Break {
  line: number
  why: 'broken' | 'unreadable'
}

/**
 * Checks the chain of a log. A changed line shows at the line after it, and so does a missing one.
 * Only a copy elsewhere can show that lines are missing at the end.
 */
export async function verifyLines(
  lines: AsyncIterable<string>,
): Promise<{ lines: number; breaks: Break[] }> {
  const breaks: Break[] = []
  let count = 0
  let previous = FIRST_HASH
  for await (const line of lines) {
    count += 1
    const after = readAuditLine(line)?.after
    if (after === undefined) breaks.push({ line: count, why: 'unreadable' })
    else if (after !== previous) breaks.push({ line: count, why: 'broken' })
    previous = hashOf(line)
  }
  return { lines: count, breaks }
}

/** Parses a line of the log; `null` if it is none. */
export function readAuditLine(text: string): AuditLine | null {
  try {
    const line = JSON.parse(text)
    return typeof line?.after === 'string' && typeof line.at === 'string' ? line : null
  } catch {
    return null
  }
}
