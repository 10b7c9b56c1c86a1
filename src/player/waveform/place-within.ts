import type { CSSProperties } from 'react'
import type { Stretch } from '../stretch.ts'

/** Where a second is in a stretch, from 0 at its start to 1 at its end, or outside of that. */
export function placeWithin({ from, to }: Stretch, second: number): number {
  return (second - from) / Math.max(to - from, Number.EPSILON)
}

/** The custom properties `--from` and `--to` by which a style places what lies over the waveform. */
export function placeStyle(shown: Stretch, { from, to }: Stretch): CSSProperties {
  const percent = (second: number) =>
    `${Math.min(Math.max(placeWithin(shown, second), 0), 1) * 100}%`
  return { '--from': percent(from), '--to': percent(to) } as CSSProperties
}
