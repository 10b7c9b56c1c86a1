import { Alert, Button, Group, Text } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { IconAlertCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'

interface FailureNoticeProps {
  failure: RequestFailure
  /** The filter that cannot be understood, where that is what failed. */
  wrongKey?: string
  onRetry: () => void
  retryLabel: string
  /** The request is on its way again. */
  isRetrying: boolean
}

/**
 * What happened, what to do, and what to tell whoever is asked for help. Where the endpoint said
 * when to try again, the notice does so by itself.
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

/** Often enough to never skip a second (ms). */
const TICK_MS = 250

/** Counts the seconds down and then tries again, once, as soon as anybody can see the page. */
function RetryCountdown({ seconds, isRetrying, onRetry }: RetryCountdownProps) {
  const t = useTranslations('failure')
  // The computer's clock may be set meanwhile: this one only counts.
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

  // A timer is no live region: inside an alert every second would be read aloud else.
  return (
    <span role="timer">
      {isRetrying || hasTried ? t('retrying') : t('retryIn', { seconds: left })}
    </span>
  )
}
