/** What was asked of a source of recordings. */
export interface AskedRange {
  /** Name of the recording's file. */
  file: string
  /** The first byte that was asked for, from 0 on. */
  first: number
  /** The last one that was asked for; `null` where that was all that follow. */
  last: number | null
}

/** Bytes in what was asked for with an end: a waveform's way of asking, not that of a sound. */
export function bytesOfWindows(asked: readonly AskedRange[]): number {
  return asked.reduce((sum, { first, last }) => sum + (last === null ? 0 : last - first + 1), 0)
}
