import type { OpenedSource } from './head.ts'
import type { Probe } from './probe.ts'
import type { ByteRange } from './ranges.ts'
import { readSpan } from './read-span.ts'
import type { Bytes, OpenSource } from './source.ts'
import { transcode } from './transcoding.ts'

interface ServeOptions {
  opened: OpenedSource | null
  signal: AbortSignal
  onSkip: () => void
  takeTurn: () => Promise<() => void>
}

/**
 * Makes a range of what is served of a recording.
 * @throws ChangedError, ProblemError, or Error if the source ends too early
 */
export function serve(
  open: OpenSource,
  { file, form }: Probe,
  range: ByteRange,
  options: ServeOptions,
): AsyncGenerator<Bytes, void> {
  const read = (span: ByteRange) => readSpan(open, file, span, options)
  function chunks(): AsyncGenerator<Bytes, void> {
    if (form.kind === 'plain') return read(range)
    if (form.kind === 'indexed') return inserted(form, range, read)
    const { wav, checkpoints } = form
    return transcode(wav, range, { checkpoints, read, onSkip: options.onSkip })
  }
  return closing(chunks(), options.opened)
}

/** Closes the answer also if no part of the range was read from it. */
async function* closing(
  chunks: AsyncGenerator<Bytes, void>,
  opened: OpenedSource | null,
): AsyncGenerator<Bytes, void> {
  try {
    yield* chunks
  } finally {
    opened?.close()
  }
}

/** A range of the file with `bytes` inserted at `at`. */
async function* inserted(
  { at, bytes }: { at: number; bytes: Bytes },
  { first, last }: ByteRange,
  read: (span: ByteRange) => AsyncGenerator<Bytes, void>,
): AsyncGenerator<Bytes, void> {
  let missing = bytes.subarray(Math.max(first - at, 0), Math.max(last + 1 - at, 0))
  let place = first < at ? first : Math.max(first - bytes.length, at)
  const end = last < at ? last : Math.max(last - bytes.length, at - 1)
  if (place <= end)
    for await (const chunk of read({ first: place, last: end })) {
      const isHere = place <= at && at < place + chunk.length && missing.length > 0
      yield isHere ? spliced(chunk, at - place, missing) : chunk
      if (isHere) missing = missing.subarray(missing.length)
      place += chunk.length
    }
  if (missing.length > 0) yield missing
}

function spliced(chunk: Bytes, at: number, bytes: Bytes): Bytes {
  const all = new Uint8Array(chunk.length + bytes.length)
  all.set(chunk.subarray(0, at))
  all.set(bytes, at)
  all.set(chunk.subarray(at), at + bytes.length)
  return all
}
