import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { Player } from '../create-player.ts'
import { startAutoRetry } from './auto-retry.ts'
import classes from './SourceNotice.module.css'
import { createStallWatch } from './stall-watch.ts'
import { createTabLock } from './tab-lock.ts'

/**
 * Watches the source of `player`, and other tabs, and shows why nothing plays unless it failed. The
 * live region is always there, because screen readers announce only its changes.
 */
export function SourceNotice({ player }: { player: Player }) {
  const t = useTranslations('player.source')
  const [stall] = useState(() => createStallWatch(player))
  const [lock] = useState(() => createTabLock(player))
  useEffect(() => {
    const stops = [stall.start(), lock.start(), startAutoRetry(player)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [player, stall, lock])
  const problem = useStore(stall, (state) => state.problem)
  const isPausedByOtherTab = useStore(lock, (state) => state.isPausedByOtherTab)
  const message = problem !== 'none' ? problem : isPausedByOtherTab ? 'elsewhere' : null
  return <div role="status">{message && <div className={classes.notice}>{t(message)}</div>}</div>
}
