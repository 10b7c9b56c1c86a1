import { html } from '../account/reply.ts'
import { CODEC_SAMPLES } from '../codec-samples.ts'
import { RECORDINGS } from '../recordings.ts'
import { RECORDING_CASES } from './recording-cases.ts'
import {
  type ServedFile,
  type ServeOptions,
  serveRecording,
  type VendorStats,
} from './serve-recording.ts'

const MAX_STORED_URLS = 1_000
const KEPT_MS = 45 * 86_400_000
const CALL_PATH = /^\/agent-call-record-(\d\d)(\d\d)(\d\d)\/\d{15}(\d\d)\.(?:wav|mp3)$/
const FILES: readonly ServedFile[] = [...RECORDINGS, ...CODEC_SAMPLES]
const CASES = new Map(RECORDING_CASES.map((one) => [one.path, one]))

export interface RecordingSettings {
  /** Milliseconds since the epoch. */
  now: () => number
  /** Returns the bytes of a recording by its file name. */
  recordings: (name: string) => Promise<Uint8Array>
  stats: VendorStats
}

/**
 * Answers for the recordings' origin. The last two digits of a call's id select the recording. It is
 * gone (410) after 45 days, and missing (404) if the call has none. If a case never answers, it throws
 * the signal's reason when the signal aborts.
 */
export function createRecordingAnswerer({ now, recordings, stats }: RecordingSettings) {
  /** Dated URLs that were requested. */
  const requested = new Set<string>()

  function isRepeated({ method, url }: Request): boolean {
    if (method !== 'GET' || !url.includes('?')) return false
    const again = requested.has(url)
    if (requested.size >= MAX_STORED_URLS) requested.clear()
    requested.add(url)
    return again
  }

  return async function answerRecording(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return html(405, 'Method Not Allowed')
    const { pathname } = new URL(request.url)
    const example = CASES.get(pathname)
    if (example)
      return example.answer({ request, now: now(), isRepeated: isRepeated(request), serve })
    const call = CALL_PATH.exec(pathname)
    if (!call) return html(404, 'Not Found')
    const [year, month, day, number] = call.slice(1).map(Number)
    const recordedAt = Date.UTC(2000 + (year ?? 0), (month ?? 1) - 1, day)
    const recording = RECORDINGS[(number ?? 0) - 1]
    if (now() - recordedAt > KEPT_MS) return html(410, 'Gone')
    return recording ? send(recording, { modifiedAt: recordedAt }) : html(404, 'Not Found')

    async function serve(file: string, changes?: Partial<ServeOptions>): Promise<Response> {
      const recording = FILES.find((one) => one.name === file)
      return recording ? send(recording, { modifiedAt: 0, ...changes }) : html(404, 'Not Found')
    }

    async function send(recording: ServedFile, changes: { modifiedAt: number }): Promise<Response> {
      const bytes = await recordings(recording.name)
      return serveRecording(request, recording, bytes, { stats, ...changes })
    }
  }
}
