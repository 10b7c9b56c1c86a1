import { abortReason } from '../deadline.ts'
import { ProblemError } from '../http/problems.ts'
import {
  isPartOf,
  type OpenedSource,
  partHeaders,
  type SourceFile,
  throwIfChanged,
  throwUnlessFound,
} from './head.ts'
import type { ByteRange } from './ranges.ts'
import { type Bytes, endedEarly, type OpenSource } from './source.ts'

interface ReadOptions {
  /** An answer from the first byte on. It is used if the span begins within its read bytes. */
  opened: OpenedSource | null
  signal: AbortSignal
  /** Called while bytes before the span are discarded. */
  onSkip: () => void
  /** Waits for a turn to read a source from its start. Returns the function that ends the turn. */
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
 * Reads a span of a recording. If the source does not support ranges, it is read from its start, and
 * the bytes before the span are discarded. If a range is shorter than requested, the rest is
 * requested. `last` may be infinite.
 * @throws ChangedError if the file has changed; ProblemError; Error if it ends too early
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
 * Returns the answer that the recording was opened with, if `first` is within its read bytes. It may
 * never send more.
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

/** Concurrent reads of one listener that begin at the start of a source without ranges. */
const MAX_TURNS = 2
/** How long (ms) another read waits. A player that seeks ends its previous read at once. */
const MAX_WAIT_MS = 5_000
const RETRY_AFTER_SECONDS = 5

interface Listener {
  active: number
  waiting: (() => void)[]
}

/** Limits how many sources each listener reads from their start at once. */
export function createTurns() {
  const listeners = new Map<string, Listener>()

  /** Returns the function that ends a turn. Further calls have no effect. */
  function turnOf(name: string, listener: Listener): () => void {
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      const next = listener.waiting.shift()
      if (next) next()
      else listener.active -= 1
      if (listener.active === 0) listeners.delete(name)
    }
  }

  return {
    /**
     * Waits for a turn of that listener.
     * @returns the function that ends the turn
     * @throws ProblemError `server_busy` after `MAX_WAIT_MS`; the signal's reason
     */
    async take(name: string, signal: AbortSignal): Promise<() => void> {
      const listener = listeners.get(name) ?? { active: 0, waiting: [] }
      listeners.set(name, listener)
      if (listener.active < MAX_TURNS) listener.active += 1
      else await waitFor(listener, signal)
      return turnOf(name, listener)
    },
  }
}

function waitFor(listener: Listener, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    function end(settle: () => void): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      listener.waiting = listener.waiting.filter((one) => one !== go)
      settle()
    }
    const go = () => end(resolve)
    const leave = () => end(() => reject(abortReason(signal)))
    const timer = setTimeout(() => end(() => reject(busy())), MAX_WAIT_MS)
    listener.waiting.push(go)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}

function busy(): ProblemError {
  return new ProblemError(
    'server_busy',
    'Two reads of recordings that cannot be read in parts are under way already.',
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  )
}
