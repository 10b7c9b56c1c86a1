import type { FailureCode } from '../../api/client.ts'
import type { fetchRecords } from '../../api/queries.ts'
import type { CallRecord } from '../../calls/call.ts'
import { formatInZone } from '../../calls/time.ts'
import { chunksOf } from '../../lib/chunks-of.ts'
import type { Pause } from '../pause.ts'
import { packUncompressed } from '../zip/pack.ts'
import { dosTime, type ZipEntry } from '../zip/write-zip.ts'
import { lookAhead } from './look-ahead.ts'
import { createManifest, type Fate, MANIFEST_NAME } from './manifest.ts'
import { createPatience } from './patience.ts'
import { createRecordingNames } from './recording-names.ts'
import { type Take, takeRecording } from './take-recording.ts'

/** How far an archive has come. */
export interface RecordingsProgress {
  /** Calls that are done, with a recording or without. */
  calls: number
  /** Calls there will be; `null` where nobody said. */
  of: number | null
  /** Whole recordings in the archive. */
  whole: number
  /** Recordings of which only the beginning is in it. */
  incomplete: number
  /** Recordings that could not be had. */
  missing: number
  /** Calls that have none. */
  without: number
  /** Bytes of sound in it. */
  bytes: number
}

export interface RecordingsOptions {
  fetch: typeof globalThis.fetch
  /** How a call's record is asked for again once its recording's address has expired. */
  fetchRecords: typeof fetchRecords
  signal: AbortSignal
  /** IANA zone of the times in names, in the manifest and of the files. */
  timeZone: string
  pause: Pause
  /** Milliseconds since the epoch. */
  now: () => number
  /** How many calls will come, where that is known. */
  total?: number
  onProgress: (progress: RecordingsProgress) => void
  /** Told before each pause why there is one, and with `null` that bytes came again. */
  onTrouble?: (code: FailureCode | null) => void
}

/** Recordings under way at a time: the one whose turn it is, and two ahead. */
const UNDER_WAY = 3
/** Calls that wait for their turn at most, where few of them have a recording. */
const WAITING = 200
/** Bytes of a recording in memory before its turn. */
const AHEAD_BYTES = 8 * 2 ** 20
/** Bytes of the recording whose turn it is in memory before it is written; one below is all there. */
const TURN_BYTES = 48 * 2 ** 20
/** Bytes between two reports of progress. */
const REPORT_BYTES = 2 ** 20
/** More files take Zip64 for their count, and some unpackers have none. */
const MOST_FILES = 2 ** 16 - 2

type Turn =
  | { call: CallRecord; take: Take }
  | { call: CallRecord; take: null; reason: 'none' | 'unusable' | 'archive_full' }

/**
 * The files of an archive of the recordings of `calls`, in the order of the calls, and the manifest
 * last. An entry is read to its end before the next file is asked for.
 * @throws whatever `calls` throws, and the signal's reason when it aborts
 */
export async function* collectRecordings(
  calls: AsyncIterable<readonly CallRecord[]>,
  options: RecordingsOptions,
  mostFiles = MOST_FILES,
): AsyncGenerator<ZipEntry> {
  const { timeZone, now, signal, onProgress, onTrouble = () => undefined } = options
  const manifest = createManifest(timeZone)
  const nameFor = createRecordingNames(timeZone)
  const tries = createPatience({ pause: options.pause, signal, onTrouble })
  const done = { calls: 0, whole: 0, incomplete: 0, missing: 0, without: 0, bytes: 0 }
  let files = 1

  const report = () => onProgress({ ...done, of: options.total ?? null })

  function begin(call: CallRecord): Turn {
    if (!call.recording) {
      const reason = call.recordingState === 'unusable' ? 'unusable' : 'none'
      return { call, take: null, reason }
    }
    // Each that is under way may need two: itself, and a note that it is incomplete.
    if (files + 2 * UNDER_WAY > mostFiles) return { call, take: null, reason: 'archive_full' }
    const take = takeRecording(call, { ...options, tries: tries() })
    void take.fill(AHEAD_BYTES)
    return { call, take }
  }

  function settle(call: CallRecord, fate: Fate): void {
    manifest.add(call, fate)
    const isWithout = fate.state === 'missing' && fate.reason === 'none'
    done.calls += 1
    done[isWithout ? 'without' : fate.state] += 1
    report()
  }

  async function* archive(call: CallRecord, take: Take): AsyncGenerator<ZipEntry> {
    let bytes = 0
    const file = nameFor(call, take.type())
    const time = zipTime(call.startedAt, timeZone)

    async function* counted() {
      for await (const chunk of take.body()) {
        const isStep = Math.trunc((bytes + chunk.length) / REPORT_BYTES) > bytes / REPORT_BYTES
        bytes += chunk.length
        done.bytes += chunk.length
        if (isStep) report()
        yield chunk
      }
    }

    yield { path: file, packed: packUncompressed(counted()), time }
    files += 1
    const end = take.end()
    const kept = { file, bytes, sha256: take.digest() }
    if (end === 'whole') return settle(call, { state: 'whole', ...kept })
    const reason = end ?? 'recording_unreachable'
    yield entryOf(`${file}.incomplete.txt`, new Blob([`${reason}\r\n`]), time)
    files += 1
    settle(call, { state: 'incomplete', ...kept, reason })
  }

  report()
  for await (const turn of lookAhead(eachOf(calls), begin, isEnough)) {
    const { call, take } = turn
    await take?.fill(TURN_BYTES)
    const end = take?.end() ?? 'unread'
    if (take === null) settle(call, { state: 'missing', reason: turn.reason })
    else if (end === 'unread' || end === 'whole') yield* archive(call, take)
    else settle(call, { state: 'missing', reason: end })
  }
  yield entryOf(MANIFEST_NAME, manifest.file(), zipTime(now(), timeZone))
}

function entryOf(path: string, file: Blob, time: number): ZipEntry {
  return { path, packed: packUncompressed(chunksOf(file.stream())), time }
}

/** The time that a clock in the account's zone shows; a ZIP has times without a zone. */
function zipTime(iso: string | number, timeZone: string): number {
  const isTime = !Number.isNaN(new Date(iso).valueOf())
  const wall = isTime ? Date.parse(`${formatInZone(iso, timeZone, 'YYYY-MM-DDTHH:mm:ss')}Z`) : NaN
  return dosTime(wall)
}

function isEnough(waiting: readonly Turn[]): boolean {
  return waiting.length >= WAITING || waiting.filter(({ take }) => take).length >= UNDER_WAY
}

async function* eachOf<T>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const page of pages) yield* page
}
