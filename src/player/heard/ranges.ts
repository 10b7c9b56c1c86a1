import type { Range } from './heard-marks.ts'

/** Ranges nearer than this (s) are one: a tenth of a second is no gap to a listener. */
const TOUCH = 0.1
/** More ranges than these are made fewer, at the cost of the smallest gaps. */
const MOST_RANGES = 64

/** The union of `ranges`, in order and apart, and no more of them than can be kept. */
export function mergeRanges(ranges: readonly Range[], touch = TOUCH): Range[] {
  const merged: Range[] = []
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1)
    if (last && from <= last[1] + touch)
      merged[merged.length - 1] = [last[0], Math.max(last[1], to)]
    else merged.push([from, to])
  }
  return merged.length > MOST_RANGES ? mergeRanges(merged, touch * 2) : merged
}

/** What of `ranges` lies outside of every range of `without`. */
export function withoutRanges(ranges: readonly Range[], without: readonly Range[]): Range[] {
  let left = mergeRanges(ranges)
  for (const [from, to] of without)
    left = left.flatMap(([start, end]): Range[] => [
      [start, Math.min(end, from)],
      [Math.max(start, to), end],
    ])
  return left.filter(([start, end]) => end > start)
}

/** The ranges of a `TimeRanges`. */
export function rangesOf(times: Pick<TimeRanges, 'length' | 'start' | 'end'>): Range[] {
  return Array.from({ length: times.length }, (_, index) => [times.start(index), times.end(index)])
}
