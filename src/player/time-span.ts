/** A part of a recording, in seconds from its start. */
export interface TimeSpan {
  readonly from: number
  readonly to: number
}

/**
 * Returns the union of `spans`, in order and without overlaps.
 * @param maxGap seconds; spans this close become one
 */
export function mergeTimeSpans(spans: readonly TimeSpan[], maxGap = 0): TimeSpan[] {
  const merged: TimeSpan[] = []
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.to + maxGap)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else merged.push({ from, to })
  }
  return merged
}

/** Returns the parts of `spans` that lie outside of every span of `removed`. */
export function subtractTimeSpans(
  spans: readonly TimeSpan[],
  removed: readonly TimeSpan[],
): TimeSpan[] {
  let rest = [...spans]
  for (const { from, to } of removed)
    rest = rest.flatMap((span) => [
      { from: span.from, to: Math.min(span.to, from) },
      { from: Math.max(span.from, to), to: span.to },
    ])
  return rest.filter(({ from, to }) => to > from)
}
