import { ActionIcon, Button, UnstyledButton } from '@mantine/core'
import { useClipboard, useInterval } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'
import classes from './Notice.module.css'

export interface RetryProps {
  /** Retries at the user's request. */
  onRetry: () => void
  /** Retries at the time that the endpoint states, so that rows do not move. */
  onAutoRetry: () => void
  /** Whether a retry is in progress. */
  isRetrying: boolean
}

interface FailureNoticeProps extends RetryProps {
  failure: RequestFailure
  isOffline: boolean
  /** The key of an invalid filter, if that is the failure. A retry then clears the filters. */
  wrongKey: string | null
}

/**
 * Shows the failure in place of rows: what to do about it, and the details for support. If the
 * endpoint states when to retry, the notice retries by itself.
 */
export function FailureNotice({ failure, isOffline, wrongKey, ...retry }: FailureNoticeProps) {
  const t = useTranslations()
  const { code, detail, vendorStatus } = failure
  const label = `filters.${wrongKey === 'range' ? 'period' : wrongKey}` as 'filters.period'
  const key = wrongKey && t.has(label) ? `${wrongKey} (${t(label)})` : (wrongKey ?? '')
  return (
    <div role="alert" className={classes.blank}>
      <span className={classes.disc} data-failed>
        <IconAlertTriangle size={20} stroke={1.6} aria-hidden />
      </span>
      <h2>{t(`problem.${code}.what`, { key })}</h2>
      <p>
        {isOffline
          ? `${t('failure.offline')} ${t('failure.comesBack')}`
          : t(`problem.${code}.todo`)}{' '}
        <RetryCountdown failure={failure} {...retry} />
      </p>
      {vendorStatus && detail && (
        <p>
          <bdi>{t('failure.detail', { detail })}</bdi>
        </p>
      )}
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={retry.onRetry}
        >
          {t(wrongKey === null ? 'failure.tryAgain' : 'filters.clear')}
        </Button>
      </div>
      <FailureCode failure={failure} />
    </div>
  )
}

interface StaleNoticeProps extends RetryProps {
  /** Why the calls were not refreshed, if a request failed. */
  failure: RequestFailure | null
  isOffline: boolean
  /** The time of the calls shown, as text. */
  asOf: string
}

/** Shows above the rows that they could not be refreshed. */
export function StaleNotice({ failure, isOffline, asOf, ...retry }: StaleNoticeProps) {
  const t = useTranslations()
  const what = failure && t(`problem.${failure.code}.what`, { key: '' })
  return (
    <div role="alert" className={classes.bar}>
      <IconAlertTriangle size={16} aria-hidden />
      <p>
        <b>{t(isOffline ? 'failure.offline' : 'failure.notRefreshed')}</b>{' '}
        {what ? t('failure.staleBy', { what, time: asOf }) : t('failure.stale', { time: asOf })}{' '}
        {isOffline && <span className={classes.comesBack}>{t('failure.comesBack')}</span>}
        {failure && <RetryCountdown failure={failure} {...retry} />}
      </p>
      {failure && <FailureCode failure={failure} />}
      <Button size="compact-sm" variant="default" onClick={retry.onRetry}>
        {t('failure.tryAgain')}
      </Button>
    </div>
  )
}

/** The code of a failure, and the number under which the log has its request. */
function FailureCode({ failure: { code, requestId } }: { failure: RequestFailure }) {
  const t = useTranslations('failure')
  const { copied, copy } = useClipboard()
  return (
    <span className={classes.request}>
      {t('code', { code })}
      {requestId && (
        <>
          {' · '}
          <span className={classes.number}>{t('request', { id: requestId })}</span>
          <ActionIcon
            size={24}
            aria-label={t(copied ? 'copiedRequest' : 'copyRequest')}
            onClick={() => copy(requestId)}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        </>
      )}
    </span>
  )
}

/** Short enough not to skip a second (ms). */
const TICK_MS = 250

function RetryCountdown({ failure, ...retry }: { failure: RequestFailure } & RetryProps) {
  const { retryAfter, requestId } = failure
  if (retryAfter === null) return null
  return <Countdown key={requestId} seconds={Math.max(retryAfter, 1)} {...retry} />
}

/** Counts down and then retries once, as soon as the page is visible. The user may pause it. */
function Countdown({ seconds, isRetrying, onAutoRetry }: { seconds: number } & RetryProps) {
  const t = useTranslations('failure')
  // A monotonic clock, because the computer's clock may be changed.
  const [due] = useState(() => performance.now() + seconds * 1000)
  const [left, setLeft] = useState(seconds)
  const [isPaused, setIsPaused] = useState(false)
  const timer = useInterval(tick, TICK_MS, { autoInvoke: true })

  function tick(): void {
    if (isPaused) return
    const now = Math.max(Math.ceil((due - performance.now()) / 1000), 0)
    setLeft(now)
    if (now > 0 || isRetrying || document.hidden) return
    timer.stop()
    onAutoRetry()
  }

  // `timer` is no live region. Otherwise the alert would be read aloud every second.
  if (isRetrying || left === 0) return <span role="timer">{t('retrying')}</span>
  return (
    <>
      <span role="timer">{isPaused ? t('paused') : t('retryIn', { seconds: left })}</span>{' '}
      <UnstyledButton className={classes.pause} onClick={() => setIsPaused(!isPaused)}>
        {t(isPaused ? 'resume' : 'pause')}
      </UnstyledButton>
    </>
  )
}
