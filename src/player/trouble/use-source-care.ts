import { useEffect, useState } from 'react'
import type { Player } from '../create-player.ts'
import { createStallWatch, type StallWatch } from './create-stall-watch.ts'
import { createWhole, type Whole } from './create-whole.ts'
import { startSelfRetry } from './start-self-retry.ts'

/** What sees to a source that does not do what it should. */
export interface SourceCare {
  stall: StallWatch
  whole: Whole
}

/** Sees to the source of what `player` plays, for as long as the component is there. */
export function useSourceCare(player: Player): SourceCare {
  const [care] = useState(() => ({ stall: createStallWatch(player), whole: createWhole(player) }))
  useEffect(() => {
    const ends = [care.stall.start(), care.whole.start(), startSelfRetry(player)]
    return () => {
      for (const end of ends) end()
    }
  }, [player, care])
  return care
}
