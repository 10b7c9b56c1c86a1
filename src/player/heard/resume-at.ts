import type { HeardMarks } from './heard-marks.ts'

/** This near (s) to its start or its end, a recording begins from the start. */
const MARGIN = 5

/** Seconds from the start at which a call opened again is to go on, as `marks` know where it stood. */
export function resumeAt(marks: HeardMarks, { id }: { id: string }): number {
  const heard = marks.read(id)
  const isAmid = heard && heard.at > MARGIN && heard.at < heard.total - MARGIN
  return isAmid ? heard.at : 0
}
