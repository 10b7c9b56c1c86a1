import { Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'

interface FailureWordsProps {
  /** `null` where no request failed. */
  failure: RequestFailure | null
  /** Whether the disk was full. */
  isFull: boolean
}

/** Why an export failed. */
export function FailureWords({ failure, isFull }: FailureWordsProps) {
  const t = useTranslations()
  if (!failure) return <Text size="sm">{t(isFull ? 'export.full' : 'export.unsaved')}</Text>
  const { code, detail, requestId, vendorStatus } = failure
  const lines = [
    t(`problem.${code}.what`, { key: detail ?? '' }),
    t(`problem.${code}.todo`),
    vendorStatus && detail && t('failure.detail', { detail }),
    requestId && t('failure.request', { id: requestId }),
  ]
  return lines.filter(Boolean).map((line) => (
    <Text key={line} size="sm" dir="auto">
      {line}
    </Text>
  ))
}
