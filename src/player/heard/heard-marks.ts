/** Seconds from the start of a recording, the second after the first. */
export type Range = readonly [from: number, to: number]

/** What was heard of a call's recording, on this computer. */
export interface Heard {
  /** What sounded, in order and apart. */
  ranges: readonly Range[]
  /** Second at which it stood last. */
  at: number
  /** Seconds of the whole recording. */
  total: number
  /** When it was heard last, ms since the epoch. */
  on: number
}

/** What is kept of the calls heard; where storage is forbidden, there is nothing. */
export interface HeardMarks {
  read: (id: string) => Heard | null
  /** Tells of changes, those of other tabs too. */
  subscribe: (listener: () => void) => () => void
  /** To be called after a change in this tab. */
  changed: () => void
}

/** Before the id of a call in the keys of the storage. */
export const HEARD_PREFIX = 'callboard.heard.'

const isSeconds = (value: unknown): value is number => Number.isFinite(value) && Number(value) >= 0

/** Reads what {@link HeardMarks} keep; `null` for anything else. */
export function parseHeard(text: string | null): Heard | null {
  if (text === null) return null // as for most rows of a list: an exception for each takes time
  try {
    const { ranges, at, total, on } = JSON.parse(text)
    const isWhole =
      [at, total, on].every(isSeconds) &&
      ranges.every(([from, to]: unknown[]) => isSeconds(from) && isSeconds(to) && from <= to)
    return isWhole ? { ranges, at, total, on } : null
  } catch {
    return null // another's
  }
}

/** How much of the recording was heard, in whole per cent; from 95 on it is all of it. */
export function heardPercent({ ranges, total }: Heard): number {
  const percent = (100 * ranges.reduce((sum, [from, to]) => sum + to - from, 0)) / total
  if (percent >= 95) return 100
  return percent > 0 ? Math.max(1, Math.floor(percent)) : 0 // of no length, nothing was heard
}

/** Opens what is kept. @param storage how to get it; it may throw, as the browser's own does */
export function createHeardMarks(storage = () => localStorage): HeardMarks {
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  return {
    read(id) {
      try {
        return parseHeard(storage().getItem(HEARD_PREFIX + id))
      } catch {
        return null
      }
    },
    subscribe(listener) {
      if (listeners.size === 0) addEventListener('storage', changed)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) removeEventListener('storage', changed)
      }
    },
    changed,
  }
}
