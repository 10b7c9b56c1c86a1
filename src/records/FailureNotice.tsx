import { Alert, Button, Group, Text } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { IconAlertCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'

interface FailureNoticeProps {
  failure: RequestFailure
  /** The key of an invalid filter, if that is the failure. */
  wrongKey?: string
  onRetry: () => void
  retryLabel: string
  /** Whether a retry is in progress. */
  isRetrying: boolean
}

/**
 * Shows the failure, what to do about it, and the details for support. If the endpoint states when
 * to retry, the notice retries by itself.
 */
export function FailureNotice(props: FailureNoticeProps) {
  const { failure, wrongKey = '', onRetry, retryLabel, isRetrying } = props
  const t = useTranslations()
  const { code, detail, requestId, vendorStatus, retryAfter } = failure
  return (
    <Alert
      role="alert"
      variant="light"
      color="red"
      icon={<IconAlertCircle aria-hidden />}
      title={t(`problem.${code}.what`, { key: wrongKey })}
    >
      <Text size="sm">{t(`problem.${code}.todo`)}</Text>
      {vendorStatus && detail && (
        <Text size="sm" mt="xs">
          <bdi>{t('failure.detail', { detail })}</bdi>
        </Text>
      )}
      {retryAfter !== null && (
        <Text size="sm">
          <RetryCountdown
            key={requestId}
            seconds={Math.max(retryAfter, 1)}
            isRetrying={isRetrying}
            onRetry={onRetry}
          />
        </Text>
      )}
      <Group mt="sm" gap="md">
        <Button size="compact-sm" color="red" variant="filled" onClick={onRetry}>
          {retryLabel}
        </Button>
        <Text size="xs" style={{ userSelect: 'all' }}>
          {t('failure.code', { code })}
          {requestId && <> · {t('failure.request', { id: requestId })}</>}
        </Text>
      </Group>
    </Alert>
  )
}

interface RetryCountdownProps {
  seconds: number
  isRetrying: boolean
  onRetry: () => void
}

/** Short enough not to skip a second (ms). */
const TICK_MS = 250

/** Counts down and then retries once, as soon as the page is visible. */
function RetryCountdown({ seconds, isRetrying, onRetry }: RetryCountdownProps) {
  const t = useTranslations('failure')
  // A monotonic clock, because the computer's clock may be changed.
  const [due] = useState(() => performance.now() + seconds * 1000)
  const [left, setLeft] = useState(seconds)
  const [hasTried, setHasTried] = useState(false)

  function tick(): void {
    const now = Math.max(Math.ceil((due - performance.now()) / 1000), 0)
    setLeft(now)
    if (now > 0 || hasTried || isRetrying || document.hidden) return
    setHasTried(true)
    onRetry()
  }
  useInterval(tick, TICK_MS, { autoInvoke: true })

  // `timer` is no live region. Otherwise the alert would be read aloud every second.
  return (
    <span role="timer">
      {isRetrying || hasTried ? t('retrying') : t('retryIn', { seconds: left })}
    </span>
  )
}
