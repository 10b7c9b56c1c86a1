import { setTimeout } from 'node:timers/promises'
import { type CallRecord, isBeingWritten } from '../../calls/call.ts'
import { formatInZone } from '../../calls/time.ts'
import { ProblemError } from '../http/problems.ts'
import type { Bytes } from './csv.ts'
import {
  type ArchivedState,
  createManifest,
  MANIFEST_NAME,
  type MissingReason,
} from './manifest.ts'
import {
  ChangedRecording,
  createRetryBudget,
  type FetchOwn,
  type Pause,
  type ReadingOptions,
  readRecording,
} from './read-recording.ts'
import { createRecordingNames } from './recording-names.ts'
import type { Batches } from './sheet.ts'
import { dosTime, store, writeZip, type ZipEntry } from './zip.ts'

export interface ArchiveOptions {
  fetchOwn: FetchOwn
  signal: AbortSignal
  /** IANA zone of the times in names, in the manifest and of the files. */
  timeZone: string
  /** ms since the epoch */
  now: () => number
  pause?: Pause
  /** Maximum number of files. */
  maxFiles?: number
}

/** Recordings that are read at once: the next one to be written, and two ahead. */
const CONCURRENCY = 3
/** Calls that are read ahead at most, if few of them have a recording. */
const MAX_WAITING = 200
/** Bytes of a recording that are held before its turn. */
const PREFETCH_BYTES = 4 * 2 ** 20
/** Bytes that are held before a recording is written. A failure until then leaves no file. */
const HOLD_BYTES = 16 * 2 ** 20
/** More files need Zip64 for their count, which some programs cannot read. */
const MAX_FILES = 2 ** 16 - 2

const wait: Pause = (ms, signal) => setTimeout(ms, undefined, { signal })

/** A recording that is being read. */
interface Take {
  /** Reads until `bytes` are held, the recording is complete, or it has failed. */
  fill: (bytes: number) => Promise<void>
  /** Returns the result; `null` while there is more to read. */
  end: () => 'whole' | MissingReason | null
  /** Yields the held bytes and then the rest. If reading fails, it ends. */
  body: () => AsyncGenerator<Uint8Array, void>
  type: () => string
  digest: () => string
}

/** Starts to read the recording of `call`, which has one. */
function takeRecording(call: CallRecord, options: ReadingOptions & { now: () => number }): Take {
  const reading = readRecording(call, options)
  const held: Uint8Array[] = []
  let heldBytes = 0
  let readBytes = 0
  let end: 'whole' | MissingReason | null = null
  let filling = Promise.resolve()

  async function next(): Promise<Uint8Array | null> {
    try {
      const { done, value } = await reading.chunks.next()
      if (!done) {
        readBytes += value.length
        return value
      }
      end = readBytes > 0 ? 'whole' : pendingOr('recording_empty')
    } catch (error) {
      options.signal.throwIfAborted()
      if (error instanceof ChangedRecording) end = 'recording_changed'
      else if (error instanceof ProblemError) end = pendingOr(error.code)
      else throw error
    }
    return null
  }

  /** Recordings that are missing or empty soon after their call may still come. */
  function pendingOr(reason: MissingReason): MissingReason {
    const mayCome = reason === 'recording_missing' || reason === 'recording_empty'
    return mayCome && isBeingWritten(call, options.now()) ? 'recording_pending' : reason
  }

  async function fill(bytes: number): Promise<void> {
    while (end === null && heldBytes < bytes) {
      const chunk = await next()
      if (chunk) held.push(chunk)
      heldBytes += chunk?.length ?? 0
    }
  }

  return {
    fill(bytes) {
      filling = filling.then(() => fill(bytes))
      filling.catch(() => {}) // thrown when its turn comes
      return filling
    },
    end: () => end,
    async *body() {
      for (let chunk = held.shift(); chunk; chunk = held.shift()) yield chunk
      while (end === null) {
        const chunk = await next()
        if (chunk) yield chunk
      }
    },
    type: reading.type,
    digest: reading.digest,
  }
}

type Turn =
  | { call: CallRecord; take: Take }
  | { call: CallRecord; take: null; reason: 'none' | 'unusable' | 'archive_full' }

/** Starts items before their turn, and yields them in their order. */
async function* prefetch(
  batches: Batches,
  start: (call: CallRecord) => Turn,
): AsyncGenerator<Turn, void> {
  const waiting: Turn[] = []
  const isFull = () =>
    waiting.length >= MAX_WAITING || waiting.filter(({ take }) => take).length >= CONCURRENCY
  for await (const batch of batches)
    for (const call of batch) {
      waiting.push(start(call))
      while (isFull()) yield waiting.shift() as Turn
    }
  yield* waiting
}

/** Returns the time that a clock in the account's zone shows, because a ZIP has no zones. */
function zipTime(iso: string | number, timeZone: string): number {
  const isTime = !Number.isNaN(new Date(iso).valueOf())
  const wall = isTime ? Date.parse(`${formatInZone(iso, timeZone, 'YYYY-MM-DDTHH:mm:ss')}Z`) : NaN
  return dosTime(wall)
}

async function* archiveFiles(
  batches: Batches,
  { maxFiles = MAX_FILES, pause = wait, fetchOwn, timeZone, now, ...options }: ArchiveOptions,
): AsyncGenerator<ZipEntry> {
  const left = new AbortController()
  const signal = AbortSignal.any([options.signal, left.signal])
  const manifest = createManifest(timeZone)
  const nameFor = createRecordingNames(timeZone)
  const retries = createRetryBudget(pause, signal)
  let files = 1

  function start(call: CallRecord): Turn {
    if (!call.recording) {
      const reason = call.recordingState === 'unusable' ? 'unusable' : 'none'
      return { call, take: null, reason }
    }
    // Each one may need two files: itself, and the note that it is incomplete.
    if (files + 2 * CONCURRENCY > maxFiles) return { call, take: null, reason: 'archive_full' }
    const take = takeRecording(call, { fetchOwn, pause, signal, now, retries: retries() })
    void take.fill(PREFETCH_BYTES)
    return { call, take }
  }

  async function* archive(call: CallRecord, take: Take): AsyncGenerator<ZipEntry, ArchivedState> {
    let bytes = 0
    const file = nameFor(call, take.type())
    const time = zipTime(call.startedAt, timeZone)
    async function* counted() {
      for await (const chunk of take.body()) {
        bytes += chunk.length
        yield chunk
      }
    }
    yield { path: file, packed: store(counted()), time }
    files += 1
    const end = take.end()
    const written = { file, bytes, sha256: take.digest() }
    if (end === 'whole') return { state: 'whole', ...written }
    const reason = end ?? 'recording_unreachable'
    yield { path: `${file}.incomplete.txt`, packed: store(lineOf(reason)), time }
    files += 1
    return { state: 'incomplete', ...written, reason }
  }

  try {
    for await (const turn of prefetch(batches, start)) {
      const { call, take } = turn
      if (take === null) {
        manifest.add(call, { state: 'missing', reason: turn.reason })
        continue
      }
      await take.fill(HOLD_BYTES)
      const end = take.end()
      if (end === null || end === 'whole') manifest.add(call, yield* archive(call, take))
      else manifest.add(call, { state: 'missing', reason: end })
    }
    yield { path: MANIFEST_NAME, packed: store(manifest.file()), time: zipTime(now(), timeZone) }
  } finally {
    left.abort()
  }
}

async function* lineOf(text: string) {
  yield Buffer.from(`${text}\r\n`)
}

/**
 * Writes an archive of the recordings of `batches`, one file each, with `manifest.csv` as the last
 * one. A recording that fails is listed there and does not end the archive.
 * @throws an error of `batches`, and the signal's reason
 */
export function zipRecordings(batches: Batches, options: ArchiveOptions): Bytes {
  return writeZip(archiveFiles(batches, options), true)
}
