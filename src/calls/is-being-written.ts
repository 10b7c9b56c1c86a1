import type { CallRecord } from './call.ts'

type CallTimes = Pick<CallRecord, 'startedAt' | 'endedAt'>

/** For so long (ms) after its call a recording may still be on its way. */
export const WRITING_MS = 600_000
/** Nobody speaks longer (ms): a call without an end that began before that has one. */
const LONGEST_CALL_MS = 43_200_000

/** Whether at `now` (ms) the recording of a call may still be being written. */
export function isBeingWritten({ startedAt, endedAt }: CallTimes, now: number): boolean {
  const over = endedAt ? Date.parse(endedAt) + WRITING_MS : Date.parse(startedAt) + LONGEST_CALL_MS
  return now < over // without any time it is not
}

/**
 * The server's time (ms since the epoch) by its answer, because a computer's clock may be wrong;
 * this computer's where the answer has none.
 */
export function timeOfAnswer({ headers }: Pick<Response, 'headers'>): number {
  const at = Date.parse(headers.get('Date') ?? '')
  return Number.isNaN(at) ? Date.now() : at
}
