import type { Player } from './create-player.ts'

/** A position closer than this gets a timer, because the element reports only every 250 ms. */
const TIMER_RANGE_MS = 600

interface PositionWatch {
  /** Returns the next position of interest after `elapsed`, in seconds, or `null`. */
  nextPosition: (elapsed: number) => number | null
  /** Called when playback reaches such a position, or starts beyond it. */
  onReached: (elapsed: number) => void
}

/** Calls `onReached` to within a few hundredths of a second. @returns a function that ends it */
export function watchPosition(
  player: Player,
  { nextPosition, onReached }: PositionWatch,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined

  function check(): void {
    clearTimeout(timer)
    const { status, speed } = player.getState()
    const elapsed = player.element()?.currentTime
    if (status !== 'playing' || elapsed === undefined) return
    const position = nextPosition(elapsed)
    if (position === null) return
    const wait = ((position - elapsed) / speed) * 1000
    if (wait <= 0) onReached(elapsed)
    else if (wait < TIMER_RANGE_MS) timer = setTimeout(check, wait)
  }

  const unsubscribe = player.subscribe(check)
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}
