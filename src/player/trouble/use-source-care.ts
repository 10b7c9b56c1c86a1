import { useEffect, useState } from 'react'
import type { Player } from '../create-player.ts'
import { createStallWatch, type StallWatch } from './create-stall-watch.ts'
import { createTabTurns, type TabTurns } from './create-tab-turns.ts'
import { startSelfRetry } from './start-self-retry.ts'

/** What watches over the sound, beside the player. */
export interface SourceCare {
  stall: StallWatch
  turns: TabTurns
}

/** Watches the source of `player`, and other tabs, for as long as the component is there. */
export function useSourceCare(player: Player): SourceCare {
  const [care] = useState(() => ({
    stall: createStallWatch(player),
    turns: createTabTurns(player),
  }))
  useEffect(() => {
    const ends = [care.stall.start(), care.turns.start(), startSelfRetry(player)]
    return () => {
      for (const end of ends) end()
    }
  }, [player, care])
  return care
}
