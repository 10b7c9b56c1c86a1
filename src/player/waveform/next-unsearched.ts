import type { Stretch } from '../stretch.ts'

/** So much (s) is known ahead of the sound before more is asked for; at 3 x it lasts 20 s. */
const AHEAD = 60

interface Around {
  /** Where the sound is, in seconds. */
  elapsed: number
  /** Length of the recording, in seconds. */
  end: number
  /** Seconds that may be read at once. */
  longest: number
}

/**
 * What to read next so that silence is known before the sound comes to it.
 * @param searched what is known already, in order, apart
 * @returns `null` where enough is known ahead
 */
export function nextUnsearched(
  searched: readonly Stretch[],
  { elapsed, end, longest }: Around,
): Stretch | null {
  const around = searched.find(({ from, to }) => from <= elapsed && elapsed < to)
  const from = around?.to ?? elapsed
  if (from >= end || from - elapsed > AHEAD) return null
  const next = searched.find((stretch) => stretch.from > from)
  return { from, to: Math.min(from + longest, next?.from ?? end, end) }
}
