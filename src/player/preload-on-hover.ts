import type { CallRecord } from '../calls/call.ts'
import type { Player } from './create-player.ts'

/** How long (ms) a pointer rests on a play button before its recording is preloaded. */
const REST_MS = 80

/** Preloads the beginning of a recording while a pointer or the focus rests on its play button. */
export interface PreloadOnHover {
  onHoverStart: (call: CallRecord) => void
  /** The focus may leave a button when the pointer is on another already. */
  onHoverEnd: (call: CallRecord) => void
}

export function createPreloadOnHover(
  player: Pick<Player, 'prepare' | 'unprepare'>,
): PreloadOnHover {
  let hovered: string | null = null
  let resting: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(resting)
    hovered = null
    player.unprepare()
  }

  return {
    onHoverStart(call) {
      if (call.id === hovered) return
      stop()
      hovered = call.id
      resting = setTimeout(() => player.prepare(call), REST_MS)
    },
    onHoverEnd(call) {
      if (call.id === hovered) stop()
    },
  }
}
