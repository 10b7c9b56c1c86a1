import { Button } from '@mantine/core'
import { IconPlayerTrackNext } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../../i18n/duration.ts'
import type { Listening } from '../create-listening.ts'
import type { Player } from '../create-player.ts'
import { usePlayer } from '../use-player.ts'
import classes from './SkipSilenceButton.module.css'

interface SkipSilenceButtonProps {
  listening: Pick<Listening, 'silence' | 'analysis'>
  player: Player
}

/**
 * Whether silence is left out, and how much of this call it was. Where it cannot be, the button is
 * off and states why; the choice stays for the calls that follow.
 */
export function SkipSilenceButton({
  listening: { silence, analysis },
  player,
}: SkipSilenceButtonProps) {
  const t = useTranslations('player')
  const { skips, passed } = useSyncExternalStore(silence.subscribe, silence.getState)
  const known = useSyncExternalStore(analysis.subscribe, analysis.getState)
  const canSeek = usePlayer(player, (state) => state.canSeek)
  const saved = passed.reduce((sum, { from, to }) => sum + to - from, 0)
  const reason = reasonAgainst()
  const isOn = skips && !reason

  function reasonAgainst(): string | undefined {
    if (!canSeek) return t('noSeek')
    if (known.state === 'none') return t('silence.noWaveform')
    return known.isOnClock ? undefined : t('silence.noClock')
  }

  return (
    <div className={classes.root}>
      <Button
        size="compact-sm"
        fw={500}
        variant={isOn ? 'light' : 'default'}
        aria-pressed={isOn}
        aria-disabled={reason !== undefined || undefined}
        {...(reason && { 'data-disabled': true })}
        title={reason}
        leftSection={<IconPlayerTrackNext size={14} />}
        onClick={() => !reason && silence.setSkips(!skips)}
      >
        {t('silence.skip')}
      </Button>
      {isOn && (
        <span className={classes.saved}>{t('silence.saved', { time: formatDuration(saved) })}</span>
      )}
    </div>
  )
}
