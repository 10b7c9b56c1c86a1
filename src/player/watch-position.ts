import type { Player } from './create-player.ts'

/** A moment nearer than this (ms) gets a timer; the element's own events come four times a second. */
const NEAR_MS = 600

interface Watch {
  /** The next moment that matters from `elapsed` on, in seconds; `null` where there is none. */
  momentAfter: (elapsed: number) => number | null
  /** The sound is at such a moment, or was let down in the middle of it. */
  reached: (elapsed: number) => void
}

/** Tells when the sound reaches a moment, to a few hundredths of a second. */
export function watchPosition(player: Player, { momentAfter, reached }: Watch): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    clearTimeout(timer)
    const { status, speed } = player.getState()
    const elapsed = player.element()?.currentTime
    if (status !== 'playing' || elapsed === undefined) return
    const moment = momentAfter(elapsed)
    if (moment === null) return
    const wait = ((moment - elapsed) / speed) * 1000
    if (wait <= 0) reached(elapsed)
    else if (wait < NEAR_MS) timer = setTimeout(look, wait)
  }

  const unsubscribe = player.subscribe(look)
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}
