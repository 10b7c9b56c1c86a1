import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { StallWatch } from './create-stall-watch.ts'
import classes from './SourceNotice.module.css'

/** Shows that the source has stopped, or that there is no network. The region precedes its words. */
export function SourceNotice({ stall }: { stall: StallWatch }) {
  const t = useTranslations('player.source')
  const { trouble } = useSyncExternalStore(stall.subscribe, stall.getState)
  return (
    <div role="status">
      {trouble !== 'none' && <div className={classes.notice}>{t(trouble)}</div>}
    </div>
  )
}
