import { useEffect, useState } from 'react'
import type { Player } from '../create-player.ts'
import { createStallWatch, type StallWatch } from './create-stall-watch.ts'
import { startSelfRetry } from './start-self-retry.ts'

/** Watches the source of what `player` plays, for as long as the component is there. */
export function useSourceCare(player: Player): StallWatch {
  const [stall] = useState(() => createStallWatch(player))
  useEffect(() => {
    const ends = [stall.start(), startSelfRetry(player)]
    return () => {
      for (const end of ends) end()
    }
  }, [player, stall])
  return stall
}
