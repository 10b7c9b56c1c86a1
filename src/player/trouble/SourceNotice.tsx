import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../../i18n/duration.ts'
import type { StallState } from './create-stall-watch.ts'
import type { WholeState } from './create-whole.ts'
import classes from './SourceNotice.module.css'
import type { SourceCare } from './use-source-care.ts'

/** What the source does not do, and what is done about it. The region is there before its words. */
export function SourceNotice({ care: { stall, whole } }: { care: SourceCare }) {
  const words = useWordsFor(
    useSyncExternalStore(stall.subscribe, stall.getState),
    useSyncExternalStore(whole.subscribe, whole.getState),
  )
  return <div role="status">{words && <div className={classes.notice}>{words}</div>}</div>
}

function useWordsFor({ trouble }: StallState, { progress, wanted }: WholeState): string | null {
  const t = useTranslations('player.source')
  if (trouble !== 'none') return t(trouble)
  if (wanted !== null) return t('getting', { time: formatDuration(wanted) })
  if (progress === 'too_large') return t('tooLarge')
  return progress === 'failed' ? t('notWhole') : null
}
