import type { TimeLimit } from '../deadline.ts'
import { ifRangeOf, readUnsatisfiedSize, type Validators } from './ranges.ts'
import {
  type Bytes,
  ChangedError,
  emptyRecording,
  type OpenSource,
  type SourceAnswer,
  sourceRefused,
  unreachable,
} from './source.ts'

/** Bytes that a probe requests, as many as a preload. */
export const HEAD_BYTES = 65_536
/** Bytes of the beginning that are kept in memory. Later bytes are read by ranges. */
const MAX_KEPT_BYTES = 131_072
/** Bytes of a range further ahead, because the chunks of a header are often side by side. */
const WINDOW_BYTES = 16_384
/** Bytes that are read and discarded at most to skip ahead in a source without ranges. */
const MAX_SKIP_BYTES = 16 * 1024 * 1024

/** The source's statements about a recording. */
export interface SourceFile {
  url: string
  /** Bytes; `null` if unknown. */
  size: number | null
  validators: Validators
  /** The `If-Range` of requests for parts; `null` without a strong validator. */
  ifRange: string | null
  /** Whether the source supports ranges, as far as is known. */
  seekable: boolean
  contentType: string | null
}

/** An answer from the first byte on, of which some bytes were read already. */
export interface OpenedSource {
  /** The position after the last byte; `null` if the answer holds the complete file. */
  end: number | null
  /** Number of bytes that were read already. */
  position: number
  /** Returns all bytes in their order, also those that were read already. */
  read: () => Promise<Bytes | null>
  /** Aborts the source's answer. */
  abort: (reason: unknown) => void
  close: () => void
}

/** The beginning of a recording, read only as far as needed. */
export interface SourceHead {
  file: SourceFile
  /** Reads `length` bytes at `offset`, fewer at the end. Offsets after the kept bytes must grow. */
  readAt: (offset: number, length: number) => Promise<Uint8Array>
  /** Reads until `isEnough`, or the end of the file. */
  readUntil: (isEnough: (head: Uint8Array) => boolean) => Promise<Uint8Array>
  /** Hands over the answer; `null` if it was read too far. Call this or `close` at the end. */
  handOver: () => OpenedSource | null
  close: () => void
}

/** Closes an answer that does not begin with the first byte. @throws ProblemError */
export function throwUnlessFound(answer: SourceAnswer): void {
  if (answer.status === 200 || answer.part?.first === 0) return
  answer.close()
  throw answer.status === 206
    ? unreachable('The recording’s source sends another part than the one requested.')
    : sourceRefused(answer.status)
}

/**
 * Requests a complete recording or its beginning. If ranges fail, it requests the complete one.
 * @throws ProblemError, or the signal's reason
 */
async function request(
  open: OpenSource,
  url: string,
  { signal, isAll }: { signal: AbortSignal; isAll: boolean },
): Promise<SourceAnswer> {
  const range = `bytes=0-${isAll ? '' : HEAD_BYTES - 1}`
  const answer = await open(url, { headers: { Range: range }, signal })
  const isUseless = answer.status === 416 || (answer.status === 206 && answer.part?.first !== 0)
  if (!isUseless) return answer
  answer.close()
  // Only an empty file has no first byte.
  if (readUnsatisfiedSize(answer.headers.get('Content-Range')) === 0) throw emptyRecording()
  return open(url, { signal })
}

export interface HeadOptions {
  /** Aborts the request, even after `handOver`. */
  timeLimit: TimeLimit
  /** Milliseconds since the epoch. */
  now: number
  /** Whether to request the complete file, because a listener waits for it. */
  isAll: boolean
}

/** Opens a recording. @throws ProblemError, or the reason of the time limit's signal */
export async function openHead(
  open: OpenSource,
  url: string,
  { timeLimit, now, isAll }: HeadOptions,
): Promise<SourceHead> {
  const { signal } = timeLimit
  const answer = await request(open, url, { signal, isAll })
  throwUnlessFound(answer)
  const { headers, validators, part } = answer
  const file: SourceFile = {
    url,
    size: answer.size,
    validators,
    ifRange: ifRangeOf(validators, now),
    seekable: part !== null || /\bbytes\b/i.test(headers.get('Accept-Ranges') ?? ''),
    contentType: headers.get('Content-Type'),
  }
  /** All chunks from the first byte on; `null` once there are too many. */
  let kept: Bytes[] | null = []
  /** The bytes read last: all of them, or those from some position on. */
  let held: Window = { start: 0, bytes: new Uint8Array() }
  let isEnded = false

  /** @returns false at the end */
  async function readMore(from: number): Promise<boolean> {
    if (isEnded) return false
    const chunk = await answer.read()
    if (chunk === null) {
      isEnded = true
      if (part === null) file.size = held.start + held.bytes.length
      return false
    }
    const end = held.start + held.bytes.length + chunk.length
    if (kept && end > MAX_KEPT_BYTES + chunk.length) kept = null
    kept?.push(chunk)
    held = joined(held, chunk, kept ? 0 : from)
    return true
  }

  async function readThrough(offset: number, length: number): Promise<Uint8Array> {
    const position = held.start + held.bytes.length
    if (offset - position > MAX_SKIP_BYTES) return new Uint8Array()
    while (held.start + held.bytes.length < offset + length) if (!(await readMore(offset))) break
    return cut(held, offset, length)
  }

  let ahead: Window = { start: 0, bytes: new Uint8Array() }

  async function readAhead(offset: number, length: number): Promise<Uint8Array> {
    if (offset < ahead.start || offset + length > ahead.start + ahead.bytes.length) {
      const end = Math.min(offset + Math.max(length, WINDOW_BYTES), file.size ?? Infinity)
      const bytes = await readPart(open, file, { first: offset, last: end - 1 }, signal)
      if (!bytes) return readThrough(offset, length)
      ahead = { start: offset, bytes }
    }
    return cut(ahead, offset, length)
  }

  return {
    file,
    async readAt(offset, length) {
      const end = Math.min(offset + length, file.size ?? Infinity)
      if (offset >= end) return new Uint8Array()
      const isNear =
        end <= Math.max(MAX_KEPT_BYTES, held.start + held.bytes.length) &&
        end <= (part ? part.last + 1 : end)
      if (isNear || !file.seekable) return readThrough(offset, end - offset)
      return readAhead(offset, end - offset)
    },
    async readUntil(isEnough) {
      while (!isEnough(held.bytes)) if (!(await readMore(0))) break
      return held.bytes
    },
    handOver() {
      if (kept === null) {
        answer.close()
        return null
      }
      const chunks = kept
      return {
        end: part && (part.size !== null || !isAll) ? part.last + 1 : null,
        position: held.start + held.bytes.length,
        read: async () => chunks.shift() ?? (isEnded ? null : answer.read()),
        abort: timeLimit.abort,
        close: answer.close,
      }
    },
    close: answer.close,
  }
}

interface Window {
  start: number
  bytes: Uint8Array
}

/** Adds `chunk` to a window; bytes before `from` are dropped. */
function joined({ start, bytes }: Window, chunk: Uint8Array, from: number): Window {
  const drop = Math.min(Math.max(from - start, 0), bytes.length + chunk.length)
  const both = new Uint8Array(bytes.length + chunk.length - drop)
  both.set(bytes.subarray(drop))
  both.set(chunk.subarray(Math.max(drop - bytes.length, 0)), Math.max(bytes.length - drop, 0))
  return { start: start + drop, bytes: both }
}

function cut({ start, bytes }: Window, offset: number, length: number): Uint8Array {
  return bytes.subarray(Math.max(offset - start, 0), Math.max(offset + length - start, 0))
}

/** Reads a range; `null` if the source does not support ranges, which `file` then states. */
async function readPart(
  open: OpenSource,
  file: SourceFile,
  { first, last }: { first: number; last: number },
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const answer = await open(file.url, { headers: partHeaders(file, first, last), signal })
  try {
    if (!isPartOf(answer, file, first)) {
      file.seekable = false
      return null
    }
    let window: Window = { start: first, bytes: new Uint8Array() }
    while (window.bytes.length <= last - first) {
      const chunk = await answer.read()
      if (chunk === null) break
      window = joined(window, chunk, first)
    }
    return window.bytes
  } finally {
    answer.close()
  }
}

/** Returns the headers of a request for a range of the unchanged file. */
export function partHeaders(file: SourceFile, first: number, last: number): Record<string, string> {
  return {
    Range: `bytes=${first}-${Number.isFinite(last) ? last : ''}`,
    ...(file.ifRange !== null && { 'If-Range': file.ifRange }),
  }
}

/**
 * Whether `answer` is the range of `file` from `first` on. If not, the source does not support ranges.
 * @throws ChangedError if the file has changed; ProblemError if the source refuses
 */
export function isPartOf(answer: SourceAnswer, file: SourceFile, first: number): boolean {
  const { status, headers, part } = answer
  if (status === 416) {
    const size = readUnsatisfiedSize(headers.get('Content-Range'))
    if (size !== null && file.size !== null && size !== file.size) throw new ChangedError()
    return false
  }
  if (status !== 200 && status !== 206) throw sourceRefused(status)
  throwIfChanged(answer, file)
  return part?.first === first
}

/** @throws ChangedError if length or validators differ from those of `file` */
export function throwIfChanged(answer: SourceAnswer, file: SourceFile): void {
  const differs = <Value>(a: Value | null, b: Value | null) => a !== null && b !== null && a !== b
  const { size, validators } = answer
  const { etag, lastModified } = file.validators
  if (
    differs(size, file.size) ||
    differs(validators.etag, etag) ||
    differs(validators.lastModified, lastModified)
  )
    throw new ChangedError()
}
