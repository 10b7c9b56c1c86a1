import type { FailureCode } from '../api/client.ts'

/** Failures that the same request would meet again. */
const FINAL: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'recording_missing',
  'recording_expired',
  'recording_forbidden_host',
  'recording_not_audio',
  'recording_empty',
  'recording_unplayable',
])

/** Whether loading the recording again may end otherwise. */
export function canTryAgain(code: FailureCode): boolean {
  return !FINAL.has(code)
}

/** Whether a download would bring the recording: always, unless there was nothing to play. */
export function canDownload(code: FailureCode | undefined): boolean {
  return code === undefined || code === 'recording_unplayable'
}
