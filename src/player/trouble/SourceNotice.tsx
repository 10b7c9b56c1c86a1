import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import classes from './SourceNotice.module.css'
import type { SourceCare } from './use-source-care.ts'

/** Shows why nothing is heard, if it is no failure. The region is there before its words. */
export function SourceNotice({ care: { stall, turns } }: { care: SourceCare }) {
  const t = useTranslations('player.source')
  const { trouble } = useSyncExternalStore(stall.subscribe, stall.getState)
  const { isElsewhere } = useSyncExternalStore(turns.subscribe, turns.getState)
  const word = trouble !== 'none' ? trouble : isElsewhere ? 'elsewhere' : null
  return <div role="status">{word && <div className={classes.notice}>{t(word)}</div>}</div>
}
