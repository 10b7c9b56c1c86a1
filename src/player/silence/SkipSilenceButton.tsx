import { Button } from '@mantine/core'
import { IconPlayerTrackNext } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../../i18n/duration.ts'
import type { SilenceSkip } from './create-silence-skip.ts'
import classes from './SkipSilenceButton.module.css'

/** Whether silence is left out, and how much of this call it was. */
export function SkipSilenceButton({ silence }: { silence: SilenceSkip }) {
  const t = useTranslations('player.silence')
  const { skips, passed } = useSyncExternalStore(silence.subscribe, silence.getState)
  const saved = passed.reduce((sum, { from, to }) => sum + to - from, 0)
  return (
    <div className={classes.root}>
      <Button
        size="compact-sm"
        fw={500}
        variant={skips ? 'light' : 'default'}
        aria-pressed={skips}
        leftSection={<IconPlayerTrackNext size={14} />}
        onClick={() => silence.setSkips(!skips)}
      >
        {t('skip')}
      </Button>
      {skips && (
        <span className={classes.saved}>{t('saved', { time: formatDuration(saved) })}</span>
      )}
    </div>
  )
}
