import type { CallRecord } from '../contract/record.ts'
import type { Player } from './create-player.ts'

/** How long (ms) a pointer rests on a play button before it is taken for a wish: others pass by. */
const REST_MS = 80

/** Has the beginning of a recording at hand when somebody is about to play it. */
export interface Anticipation {
  /** A pointer or the focus is on the play button of `call`. */
  near: (call: CallRecord) => void
  /** It left. */
  away: () => void
}

/** Makes the anticipation for `player`. */
export function createAnticipation(player: Pick<Player, 'prepare' | 'unprepare'>): Anticipation {
  let wished: string | null = null
  let resting: ReturnType<typeof setTimeout> | undefined

  function away(): void {
    clearTimeout(resting)
    wished = null
    player.unprepare()
  }

  return {
    near(call) {
      if (call.id === wished) return
      away()
      wished = call.id
      resting = setTimeout(() => player.prepare(call), REST_MS)
    },
    away,
  }
}
