import { Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'

interface FailureWordsProps {
  /** `null` where no request failed. */
  failure: RequestFailure | null
  /** Whether the disk was full. */
  isFull: boolean
}

/** Why an export failed, and what to do about it. */
export function FailureWords({ failure, isFull }: FailureWordsProps) {
  const t = useTranslations()
  if (!failure) return <Text size="sm">{t(isFull ? 'export.full' : 'export.unsaved')}</Text>
  const { code, detail, vendorStatus } = failure
  return (
    <>
      <Text size="sm" fw={500} dir="auto">
        {t(`problem.${code}.what`, { key: detail ?? '' })}
      </Text>
      <Text size="sm">{t(`problem.${code}.todo`)}</Text>
      {vendorStatus && detail && (
        <Text size="sm">
          <bdi>{t('failure.detail', { detail })}</bdi>
        </Text>
      )}
    </>
  )
}
