/** How fast an export goes on. */
export interface Pace {
  /** Calls a second. */
  perSecond: number
  secondsLeft: number
}

/** No pace is told of a shorter time (ms) than this. */
const SETTLED_MS = 1_000

/**
 * Measures the pace of an export over the time in which it ran.
 * @param now milliseconds on any clock
 */
export function createPace(now: () => number) {
  let startedAt = now()
  let startedWith: number | null = null
  let pausedAt: number | null = null
  return {
    pause(): void {
      pausedAt ??= now()
    },
    resume(): void {
      if (pausedAt !== null) startedAt += now() - pausedAt
      pausedAt = null
    },
    /** @returns `null` while it cannot be told. What is there at first was kept from before. */
    at(rows: number, total: number | null): Pace | null {
      startedWith ??= rows
      const ms = (pausedAt ?? now()) - startedAt
      const done = rows - startedWith
      if (total === null || ms < SETTLED_MS || done <= 0) return null
      const perSecond = (done / ms) * 1000
      return { perSecond, secondsLeft: Math.max(0, (total - rows) / perSecond) }
    },
  }
}
