import { type CallRecord, ringSeconds, totalSeconds } from '../calls/call.ts'

/** The parts of a call on its own time line, in seconds. */
export interface TimelineParts {
  ring: number
  /** Between the answer and the end; 0 if nobody answered. */
  talk: number
  answered: boolean
}

/** What the times of a call draw, or `null` where they do not make a line. */
export function timelineParts(call: CallRecord): TimelineParts | null {
  const ring = ringSeconds(call)
  const total = totalSeconds(call)
  if (ring === null || total === null || total < ring) return null
  return { ring, talk: total - ring, answered: call.answeredAt !== null }
}
