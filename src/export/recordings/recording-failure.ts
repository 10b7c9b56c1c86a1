import { type FailureCode, RequestFailure } from '../../api/client.ts'

/** Why a recording is not in the archive, or not all of it: the manifest's word for it. */
export type MissingReason =
  | FailureCode
  /** The call has none. */
  | 'none'
  /** The vendor gave an address that cannot be fetched. */
  | 'unusable'
  /** It was another one when it was read on. */
  | 'recording_changed'
  /** As many files as an archive can have were there before it. */
  | 'archive_full'

/** What is read now is not the recording that was begun. */
export class RecordingChanged extends Error {
  override readonly name = 'RecordingChanged'
}

/** What to write down for a recording that `error` ended. @throws `error` where it is no such end */
export function reasonOf(error: unknown): MissingReason {
  if (error instanceof RequestFailure) return error.code
  if (error instanceof RecordingChanged) return 'recording_changed'
  throw error
}
