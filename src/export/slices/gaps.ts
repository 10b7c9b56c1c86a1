import type { Slice } from './slice.ts'

/** The parts of `whole` that none of `slices` covers, latest first. */
export function gapsOf(whole: Slice, slices: readonly Slice[]): Slice[] {
  const gaps: Slice[] = []
  let { to } = whole
  for (const slice of [...slices].sort((one, other) => other.to - one.to)) {
    if (slice.to < to) gaps.push({ from: Math.max(slice.to + 1, whole.from), to })
    to = Math.min(to, slice.from - 1)
  }
  if (to >= whole.from) gaps.push({ from: whole.from, to })
  return gaps
}
