import { Button } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../../i18n/duration.ts'
import type { Player } from '../create-player.ts'
import { usePlayer } from '../use-player.ts'
import classes from './ResumeHint.module.css'

/** Seconds of the recording for which it is said where it went on. */
const SAID_FOR = 15
/** A source begins where its nearest frame does. */
const NEAR = 0.5

/** Says that a call opened again went on where it stood, and lets it begin from the start. */
export function ResumeHint({ player }: { player: Player }) {
  const t = useTranslations('player')
  const at = usePlayer(player, ({ elapsed, resumedAt }) => {
    const isNear = elapsed >= resumedAt - NEAR && elapsed < resumedAt + SAID_FOR
    return resumedAt > 0 && isNear ? resumedAt : null
  })
  return (
    <div className={classes.root}>
      <span aria-live="polite">{at !== null && t('resumed', { time: formatDuration(at) })}</span>
      {at !== null && (
        <>
          <span aria-hidden>·</span>
          <Button variant="subtle" size="compact-sm" onClick={() => player.seek(0)}>
            {t('fromStart')}
          </Button>
        </>
      )}
    </div>
  )
}
