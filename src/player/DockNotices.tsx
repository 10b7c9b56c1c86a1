import { Button } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { FailureCode, RequestFailure } from '../api/client.ts'
import { formatDuration } from '../i18n/duration.ts'
import classes from './DockNotices.module.css'
import { usePlayer, usePlayerApi } from './PlayerProvider.tsx'
import type { AutoAdvance } from './queue/auto-advance.ts'
import type { Queue, QueueState } from './queue/create-queue.ts'
import { startAutoRetry } from './recovery/auto-retry.ts'
import { createStallWatch } from './recovery/stall-watch.ts'
import { createTabLock } from './recovery/tab-lock.ts'

interface DockNoticesProps {
  queue: Queue
  advance: AutoAdvance
}

/** The messages above the player. Their live regions stay, because only changes are announced. */
export function DockNotices({ queue, advance }: DockNoticesProps) {
  const player = usePlayerApi()
  const failure = usePlayer((state) => state.failure)
  return (
    <>
      <SourceNotice />
      {failure && <FailureNotice failure={failure} onRetry={player.retry} />}
      <QueueNotice queue={queue} advance={advance} />
      <ResumeNotice />
    </>
  )
}

/** Watches the source and other tabs, and shows why nothing plays unless it failed. */
function SourceNotice() {
  const player = usePlayerApi()
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
  return <div role="status">{message && <div className={classes.source}>{t(message)}</div>}</div>
}

/** Failures that would only repeat. */
const FINAL_FAILURES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'recording_missing',
  'recording_expired',
  'recording_forbidden_host',
  'recording_not_audio',
  'recording_empty',
  'recording_unplayable',
])

/** Shows what failed and what to do about it. */
function FailureNotice({ failure, onRetry }: { failure: RequestFailure; onRetry: () => void }) {
  const t = useTranslations()
  const { code, detail, requestId } = failure
  return (
    <div role="alert" className={classes.failure}>
      <IconAlertCircle className={classes.failureIcon} size={20} aria-hidden />
      <div className={classes.failureText}>
        <strong>{t(`problem.${code}.what`, { key: detail ?? '' })}</strong>
        <div>{t(`problem.${code}.todo`)}</div>
        <small className={classes.failureCode}>
          {t('failure.code', { code })}
          {requestId && <> · {t('failure.request', { id: requestId })}</>}
        </small>
      </div>
      {!FINAL_FAILURES.has(code) && (
        <Button variant="default" size="compact-sm" onClick={onRetry}>
          {t('failure.tryAgain')}
        </Button>
      )}
    </div>
  )
}

function queueMessage({ status, step }: QueueState) {
  if (status === 'searching') return step === 1 ? 'looking' : 'lookingBack'
  if (status === 'end') return step === 1 ? 'end' : 'start'
  return null
}

/** Shows a search of the queue, its end, and the calls that it skips. */
export function QueueNotice({ queue, advance }: DockNoticesProps) {
  const t = useTranslations('player.queue')
  const state = useStore(queue)
  const { willSkip, skippedCount, isHeld } = useStore(advance)
  const message = queueMessage(state)
  const isSearching = state.status === 'searching'
  return (
    <div className={classes.queue}>
      {state.failure && <FailureNotice failure={state.failure} onRetry={queue.retry} />}
      <div className={classes.queueLine} aria-live="polite">
        {message && <span className={isSearching ? classes.delayed : ''}>{t(message)}</span>}
        {skippedCount > 0 && <span>{t('left', { count: skippedCount })}</span>}
        {willSkip && <span>{t('leaves')}</span>}
        {isHeld && <span>{t('held')}</span>}
      </div>
      {willSkip && (
        <Button variant="default" size="compact-sm" onClick={advance.stay}>
          {t('stay')}
        </Button>
      )}
    </div>
  )
}

/** Seconds of the recording for which the notice stays. */
const RESUME_NOTICE_SECONDS = 15
/** A source may start this much before the requested second, at its nearest frame. */
const FRAME_TOLERANCE_SECONDS = 0.5

/** Shows where a call that was opened again resumed, and offers to start over. */
export function ResumeNotice() {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const at = usePlayer(({ elapsed, resumedAt }) => {
    const isNear =
      elapsed >= resumedAt - FRAME_TOLERANCE_SECONDS && elapsed < resumedAt + RESUME_NOTICE_SECONDS
    return resumedAt > 0 && isNear ? resumedAt : null
  })
  return (
    <div className={classes.resume}>
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
