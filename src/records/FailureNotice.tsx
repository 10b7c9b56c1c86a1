import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'

interface FailureNoticeProps {
  failure: RequestFailure
  /** The filter that cannot be understood, where that is what failed. */
  wrongKey?: string
  onRetry: () => void
  retryLabel: string
}

/** What happened, what to do, and what to tell whoever is asked for help. */
export function FailureNotice({ failure, wrongKey = '', onRetry, retryLabel }: FailureNoticeProps) {
  const t = useTranslations()
  const { code, detail, requestId, vendorStatus } = failure
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
