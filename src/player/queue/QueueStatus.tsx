import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { PlayerFailure } from '../PlayerFailure.tsx'
import type { AutoAdvance } from './create-auto-advance.ts'
import type { Queue, QueueState } from './create-queue.ts'
import classes from './QueueStatus.module.css'

interface QueueStatusProps {
  queue: Queue
  advance: AutoAdvance
}

function wordOf({ status, step }: QueueState) {
  if (status === 'looking') return step === 1 ? 'looking' : 'lookingBack'
  if (status === 'end') return step === 1 ? 'end' : 'start'
  return null
}

/** What the queue does, where that is not heard: it looks, is at its end, or passes a call over. */
export function QueueStatus({ queue, advance }: QueueStatusProps) {
  const t = useTranslations('player.queue')
  const state = useSyncExternalStore(queue.subscribe, queue.getState)
  const { leaves, left, held } = useSyncExternalStore(advance.subscribe, advance.getState)
  const word = wordOf(state)
  return (
    <div className={classes.root}>
      {state.failure && <PlayerFailure failure={state.failure} onRetry={queue.retry} />}
      <div className={classes.line} aria-live="polite">
        {word && <span className={word.startsWith('looking') ? classes.late : ''}>{t(word)}</span>}
        {left > 0 && <span>{t('left', { count: left })}</span>}
        {leaves && <span>{t('leaves')}</span>}
        {held && <span>{t('held')}</span>}
      </div>
      {leaves && (
        <Button variant="default" size="compact-sm" onClick={advance.stay}>
          {t('stay')}
        </Button>
      )}
    </div>
  )
}
