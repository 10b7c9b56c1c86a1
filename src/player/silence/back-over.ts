import type { Stretch } from '../stretch.ts'

/**
 * Where one comes to by going back from `from` by so many seconds of what is heard.
 * @param leftOut what is not heard, in order, apart; all in seconds from the start
 * @returns seconds from the start, below 0 where that is passed
 */
export function backOver(leftOut: readonly Stretch[], from: number, seconds: number): number {
  let at = from
  let left = seconds
  for (const silence of leftOut.toReversed()) {
    if (silence.from >= at) continue
    const heard = at - Math.min(silence.to, at)
    if (heard >= left) break
    left -= heard
    at = silence.from
  }
  return at - left
}
