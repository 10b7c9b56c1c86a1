const SMALL_STEP = 5
const LARGE_STEP = 15

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: SMALL_STEP,
  ArrowUp: SMALL_STEP,
  ArrowLeft: -SMALL_STEP,
  ArrowDown: -SMALL_STEP,
  PageUp: LARGE_STEP,
  PageDown: -LARGE_STEP,
}

/**
 * Where a key takes the slider, in seconds.
 * @param key as in `KeyboardEvent.key`
 * @returns `null` for a key that does not move it
 */
export function seekTarget(key: string, elapsed: number, total: number | null): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return total
  const step = STEPS[key]
  if (step === undefined) return null
  return Math.min(Math.max(elapsed + step, 0), total ?? Number.POSITIVE_INFINITY)
}
