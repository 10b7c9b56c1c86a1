import type { CallRecord } from '../../contract/record.ts'
import type { HeardMarks } from './heard-marks.ts'

/** This near (s) to its start or its end, a recording begins from the start. */
const MARGIN = 5

/** Where the call opened last was gone on with. */
export interface Resumed {
  callId: string
  /** Seconds from the start; 0 where it began there. */
  at: number
}

/** Lets a call opened again go on where it stood. */
export interface Resume {
  /** Seconds from the start at which `call` is to begin. */
  startAt: (call: CallRecord) => number
  /** The call opened last. */
  last: () => Resumed | null
}

/** Goes on from what `marks` keep. */
export function createResume(marks: HeardMarks): Resume {
  let last: Resumed | null = null
  return {
    startAt({ id }) {
      const heard = marks.read(id)
      const isAmid = heard && heard.at > MARGIN && heard.at < heard.total - MARGIN
      last = { callId: id, at: isAmid ? heard.at : 0 }
      return last.at
    },
    last: () => last,
  }
}
