/** What was asked of a source of recordings. */
export interface AskedRange {
  /** Name of the recording's file. */
  file: string
  /** The first byte that was asked for, from 0 on. */
  first: number
  /** The last one that was asked for; `null` where that was all that follow. */
  last: number | null
}

/**
 * Bytes in what was asked for up to a place within a file of `size` bytes: a waveform's way of
 * asking. A sound asks for all that follows, and for that with its end where the browser's cache
 * has the beginning.
 */
export function bytesOfWindows(asked: readonly AskedRange[], size: number): number {
  const windows = asked.filter(({ last }) => last !== null && last < size - 1)
  return windows.reduce((sum, { first, last }) => sum + (last ?? 0) - first + 1, 0)
}
