import type { CallRecord } from '../calls/call.ts'
import { type ArchiveOptions, zipRecordings } from '../server/export/recordings-zip.ts'
import type { Batches } from '../server/export/sheet.ts'
import { type FakeRecording, fakeSource, soundOf } from './fake-source.ts'
import { makeEmptyCall } from './make-call.ts'
import { openZip, readManifest } from './open-zip.ts'
import { bytesOf } from './sheet-with.ts'

/** 2026-11-22 12:00 in Shanghai. */
export const NOW = Date.parse('2026-11-22T12:00:00+08:00')
export const MB = 2 ** 20

/** Returns a call with a recording at `/index`, 10 s apart from 10:00 in Shanghai. */
export function recorded(index: number, known: Partial<CallRecord> = {}): CallRecord {
  return makeEmptyCall({
    id: `2311202343260${String(index).padStart(4, '0')}`,
    startedAt: new Date(NOW - 7_200_000 + index * 10_000).toISOString(),
    endedAt: new Date(NOW - 7_200_000 + index * 10_000 + 5_000).toISOString(),
    agent: 'Li Na',
    called: '8613200000001',
    recording: `/${index}`,
    ...known,
  })
}

export async function* pagesOf(calls: readonly CallRecord[], size = 2) {
  for (let at = 0; at < calls.length; at += size) yield calls.slice(at, at + size)
}

/** Starts an archive, which is written while it is read. */
export function begin(
  calls: readonly CallRecord[],
  recordings: Record<string, FakeRecording>,
  { pages = pagesOf(calls), ...changes }: Partial<ArchiveOptions> & { pages?: Batches } = {},
) {
  const source = fakeSource(recordings)
  const control = new AbortController()
  const bytes = zipRecordings(pages, {
    ...source,
    signal: control.signal,
    timeZone: 'Asia/Shanghai',
    now: () => NOW,
    ...changes,
  })
  return { ...source, control, bytes }
}

/** Reads an archive to its end and opens it. */
export async function archive(
  calls: readonly CallRecord[],
  recordings: Record<string, FakeRecording>,
  changes: Partial<ArchiveOptions> = {},
) {
  const begun = begin(calls, recordings, changes)
  const zip = new Uint8Array(await bytesOf(begun.bytes))
  const files = await openZip(zip)
  return { ...begun, zip, files, manifest: readManifest(files) }
}

/** A recording for which every request fails. */
export function failing(code: 'recording_expired' | 'recording_unreachable'): FakeRecording {
  return { bytes: soundOf(1, 9), troubles: Array.from({ length: 9 }, () => ({ code })) }
}
