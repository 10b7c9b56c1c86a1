import { endedEarly } from './failure.ts'
import {
  isPartOf,
  type OpenedSource,
  partHeaders,
  type SourceFile,
  throwIfChanged,
  throwUnlessFound,
} from './head.ts'
import type { ByteRange } from './ranges.ts'
import type { Bytes, OpenSource } from './source.ts'

interface ReadOptions {
  /** An answer from the first byte on, used for a span that begins in what was read of it. */
  opened: OpenedSource | null
  signal: AbortSignal
  /** Is called while bytes before the span are discarded. */
  onSkip: () => void
  /** Waits for a turn to read a source from its start; returns what ends the turn. */
  takeTurn?: (() => Promise<() => void>) | undefined
}

interface Part {
  /** The byte that `read` begins with. */
  at: number
  /** The byte after the last one; `null`: the end of the file. */
  end: number | null
  read: () => Promise<Bytes | null>
  close: () => void
}

/**
 * Reads a span of a recording. A source that does not answer ranges is read from its start, and the
 * bytes before the span are discarded; after a shorter range than requested, the next is requested. `last` may be
 * infinite.
 * @throws ChangedError if the file is another one by now; ProblemError; Error if it ends too early
 */
export async function* readSpan(
  open: OpenSource,
  file: SourceFile,
  { first, last }: ByteRange,
  { opened, signal, onSkip, takeTurn }: ReadOptions,
): AsyncGenerator<Bytes, void> {
  let at = first
  let part = openedPart(opened, first)
  let end: number | null = null
  try {
    while (at <= last) {
      part ??= await requestPart(open, file, { first: at, last }, { signal, takeTurn })
      const before = at
      let place = part.at
      while (at <= last) {
        const chunk = await part.read()
        if (chunk === null) break
        const wanted = chunk.subarray(Math.max(at - place, 0), Math.max(last + 1 - place, 0))
        place += chunk.length
        if (wanted.length === 0) onSkip()
        else {
          at += wanted.length
          yield wanted
        }
      }
      end = part.end
      part.close()
      part = null
      if (end === null || at < end || at === before) break
    }
    if (at <= last && (Number.isFinite(last) || (end !== null && at < end))) throw endedEarly()
  } finally {
    part?.close()
  }
}

/**
 * The answer that the recording was opened with, if `first` is among the bytes that it has brought:
 * others may never come.
 */
function openedPart(opened: OpenedSource | null, first: number): Part | null {
  if (!opened) return null
  if ((first === 0 || first < opened.position) && first < (opened.end ?? Number.POSITIVE_INFINITY))
    return { at: 0, ...opened }
  opened.close()
  return null
}

async function requestPart(
  open: OpenSource,
  file: SourceFile,
  { first, last }: ByteRange,
  { signal, takeTurn }: Pick<ReadOptions, 'signal' | 'takeTurn'>,
): Promise<Part> {
  const isWhole = first === 0 && last >= (file.size ?? Number.POSITIVE_INFINITY) - 1
  if (file.seekable && !isWhole) {
    const answer = await open(file.url, { headers: partHeaders(file, first, last), signal })
    let isPart = false
    try {
      isPart = isPartOf(answer, file, first)
    } finally {
      if (!isPart) answer.close()
    }
    if (isPart) {
      const isUnknown = answer.part?.size === null && !Number.isFinite(last)
      const end = isUnknown ? null : (answer.part?.last ?? first) + 1
      return { at: first, end, read: answer.read, close: answer.close }
    }
    file.seekable = false
  }
  const endTurn = first > 0 && takeTurn ? await takeTurn() : () => {}
  try {
    const answer = await open(file.url, { signal })
    throwUnlessFound(answer)
    const close = () => {
      answer.close()
      endTurn()
    }
    try {
      throwIfChanged(answer, file)
    } catch (error) {
      close()
      throw error
    }
    return { at: 0, end: null, read: answer.read, close }
  } catch (error) {
    endTurn()
    throw error
  }
}
