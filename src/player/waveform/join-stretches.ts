import type { Stretch } from '../stretch.ts'

/** The same stretches in order and apart: those that touch become one. */
export function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (!last || stretch.from > last.to) joined.push(stretch)
    else if (stretch.to > last.to) joined[joined.length - 1] = { from: last.from, to: stretch.to }
  }
  return joined
}
