import type { TimeLimit } from '../deadline.ts'
import { isMarkup, readContentType, showsType, sniffAudioType } from './audio-type.ts'
import {
  type HeadOptions,
  type OpenedSource,
  openHead,
  type SourceFile,
  type SourceHead,
} from './head.ts'
import { createMp3Scan, id3Bytes, MAX_SCAN_BYTES, MP3_SAMPLE_BYTES, xingFrame } from './mp3.ts'
import type { Validators } from './ranges.ts'
import { readSpan } from './read-span.ts'
import { type Bytes, emptyRecording, notAudio, type OpenSource } from './source.ts'
import type { Checkpoints } from './transcoding.ts'
import { type CodedWav, codedWav, pcmFileBytes, readWavLayout, type WavLayout } from './wav.ts'

/** How the recording is served, so that browsers can play it. */
type Form =
  | { kind: 'plain' }
  /** An index is inserted at this position of the file. */
  | { kind: 'indexed'; at: number; bytes: Bytes }
  | { kind: 'pcm'; wav: CodedWav; checkpoints: Checkpoints }

/** The metadata of a recording. */
export interface Probe {
  file: SourceFile
  form: Form
  /** Describes the served audio, like the next fields. */
  contentType: string
  /** Bytes; `null` if unknown. */
  size: number | null
  validators: Validators
  /** Milliseconds since the epoch. */
  probedAt: number
}

/** Shorter recordings (in seconds) count as empty. */
const MIN_SECONDS = 0.1
/** A smaller MP3 may be shorter than `MIN_SECONDS`, even at the highest bit rate with an index. */
const SHORT_MP3_BYTES = 8_192

/**
 * Probes a recording for its content, layout, length and validators.
 * @returns the probe, and the source's answer unless it was read too far
 * @throws ProblemError if the recording cannot be played; the signal's reason
 */
export async function probeRecording(
  open: OpenSource,
  url: string,
  options: HeadOptions,
): Promise<{ probe: Probe; opened: OpenedSource | null }> {
  const { timeLimit, now } = options
  const head = await openHead(open, url, options)
  try {
    const sniffed = await findType(head)
    const { contentType, form } = await findForm(head, sniffed)
    const { file } = head
    if (form.kind !== 'scan') {
      const probe = await describe(file, { contentType, form, now })
      return { probe, opened: head.handOver() }
    }
    const opened = head.handOver()
    const indexed = await scanMp3(open, file, { start: form.start, opened, timeLimit })
    const probe = await describe(file, { contentType, form: indexed, now })
    return { probe, opened: null }
  } catch (error) {
    head.close()
    throw error
  }
}

/** Returns the audio type. The content overrides the source's `Content-Type`. */
async function findType({ file, readUntil }: SourceHead): Promise<string> {
  const head = await readUntil(showsType)
  if (head.length === 0 || file.size === 0) throw emptyRecording()
  const sniffed = sniffAudioType(head)
  if (sniffed !== null) return sniffed
  const promised = readContentType(file.contentType)
  if (typeof promised === 'string' || isMarkup(head, head.length === file.size)) throw notAudio()
  return promised.audio
}

type FoundForm = Form | { kind: 'scan'; start: number }

async function findForm(
  head: SourceHead,
  type: string,
): Promise<{ contentType: string; form: FoundForm }> {
  const plain = (contentType: string) => ({ contentType, form: { kind: 'plain' } as const })
  if (type === 'audio/wav') {
    const layout = await readWavLayout(
      head.readAt,
      () => head.file.size ?? Number.POSITIVE_INFINITY,
    )
    if (layout === 'no-data') throw emptyRecording()
    if (layout === null) return plain(type)
    await throwIfEmpty(head, layout)
    const wav = codedWav(layout)
    return wav
      ? { contentType: type, form: { kind: 'pcm', wav, checkpoints: new Map() } }
      : plain(type)
  }
  if (type === 'audio/mpeg') return findMp3(head)
  if (await isEmptyFile(head, type)) throw emptyRecording()
  return plain(type)
}

async function throwIfEmpty({ file, readAt }: SourceHead, layout: WavLayout): Promise<void> {
  const { dataStart, dataBytes, bytesPerSecond } = layout
  const needed = Math.ceil(MIN_SECONDS * bytesPerSecond)
  const there = file.size === null ? (await readAt(dataStart, needed)).length : dataBytes
  if (there < Math.max(needed, 1)) throw emptyRecording()
}

/** Probes an MP3 after its ID3 tag, which may hold a picture. */
async function findMp3(head: SourceHead): Promise<{ contentType: string; form: FoundForm }> {
  const { file, readAt } = head
  const start = id3Bytes(await readAt(0, 10))
  const first = await readAt(start, 64)
  if (first.length === 0) throw emptyRecording()
  const inside = start > 0 ? sniffAudioType(first) : 'audio/mpeg'
  const form = { kind: 'plain' } as const
  if (inside !== null && inside !== 'audio/mpeg') return { contentType: inside, form }
  const contentType = 'audio/mpeg'
  const scan = createMp3Scan()
  scan.push(first)
  // An index in the first frame is enough, unless the file may be too short.
  const isShort = (file.size ?? 0) - start < SHORT_MP3_BYTES
  if (scan.hasIndex() && !isShort) return { contentType, form }
  scan.push(await readAt(start + first.length, MP3_SAMPLE_BYTES))
  const end = start + first.length + MP3_SAMPLE_BYTES
  const isAll = file.size === null ? (await readAt(end, 1)).length === 0 : file.size <= end
  if (isAll && scan.isMp3() && scan.seconds() < MIN_SECONDS) throw emptyRecording()
  const isTooLong = file.size !== null && file.size > MAX_SCAN_BYTES
  if (!scan.needsIndex() || isTooLong) return { contentType, form }
  return { contentType, form: { kind: 'scan', start } }
}

/** Reads the complete file once and creates its missing index. */
async function scanMp3(
  open: OpenSource,
  file: SourceFile,
  parts: { start: number; opened: OpenedSource | null; timeLimit: TimeLimit },
): Promise<Form> {
  const { start, opened, timeLimit } = parts
  const scan = createMp3Scan()
  const range = { first: start, last: (file.size ?? Number.POSITIVE_INFINITY) - 1 }
  const { signal, extend } = timeLimit
  let bytes = start
  for await (const chunk of readSpan(open, file, range, { opened, signal, onSkip: extend })) {
    extend()
    scan.push(chunk)
    bytes += chunk.length
    if (bytes > MAX_SCAN_BYTES) return { kind: 'plain' }
  }
  file.size ??= bytes
  return { kind: 'indexed', at: start + scan.start(), bytes: xingFrame(scan) }
}

/** Whether an AMR (RFC 4867, 5.1), AU or FLAC file ends with its header. */
async function isEmptyFile({ readAt, file }: SourceHead, type: string): Promise<boolean> {
  if (type === 'audio/amr') return (await readAt(6, 1)).length === 0
  if (type === 'audio/amr-wb') return (await readAt(9, 1)).length === 0
  if (type === 'audio/basic') {
    const start = await readAt(4, 4)
    const offset = start.reduce((sum, byte) => sum * 256 + byte, 0)
    return start.length === 4 && offset >= (file.size ?? Number.POSITIVE_INFINITY)
  }
  if (type !== 'audio/flac') return false
  // STREAMINFO (RFC 9639, 8.2): 20 bits of the sample rate, 36 of the number of samples.
  const info = await readAt(18, 8)
  if (info.length < 8) return true
  const [a = 0, b = 0, c = 0, d = 0, ...low] = info
  const sampleRate = (a << 12) | (b << 4) | (c >> 4)
  const samples = (d & 15) * 2 ** 32 + low.reduce((sum, byte) => sum * 256 + byte, 0)
  return samples > 0 && samples < MIN_SECONDS * sampleRate
}

/** Part of entity tags. Change a revision when the served bytes change. */
const REVISIONS = { pcm: 'pcm1', indexed: 'x1' } as const

async function describe(
  file: SourceFile,
  { contentType, form, now }: { contentType: string; form: Form; now: number },
): Promise<Probe> {
  const base = { file, form, contentType, probedAt: now }
  if (form.kind === 'plain') return { ...base, size: file.size, validators: file.validators }
  const size =
    form.kind === 'indexed'
      ? file.size && file.size + form.bytes.length
      : finite(pcmFileBytes(form.wav))
  const etag = await entityTag(file, size, REVISIONS[form.kind])
  return { ...base, size, validators: { etag, lastModified: null } }
}

const finite = (number: number) => (Number.isFinite(number) ? number : null)

/**
 * Creates a strong entity tag for converted audio. It is the same as long as the file is the same.
 * @returns `null` if the source states no validator
 */
async function entityTag(
  { url, validators }: SourceFile,
  size: number | null,
  revision: string,
): Promise<string | null> {
  const validator = validators.etag ?? validators.lastModified
  if (validator === null) return null
  const text = new TextEncoder().encode([url, validator, size].join('\n'))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return `"${[...hash.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}-${revision}"`
}
