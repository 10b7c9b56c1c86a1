import type { KeptSound } from './peaks.ts'

/** Players and what is read agree on a length to this part of it, and to so many seconds. */
const PART = 0.03
const SECONDS = 0.5

/**
 * Whether what is kept is how the recording sounds now: it may have been heard while its source
 * still wrote it. Some players guess a length from the bit rate, so it is held against their guess
 * of then, and against the peaks where none is kept.
 * @param seconds how long the recording is for the player, `null` where it does not know
 */
export function isCurrent({ seconds: then, peaks }: KeptSound, seconds: number | null): boolean {
  if (seconds === null) return true
  const before = then ?? peaks.secondsPerBin * (peaks.lanes[0]?.length ?? 0)
  return Math.abs(seconds - before) <= Math.max(PART * before, SECONDS)
}
