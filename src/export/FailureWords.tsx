import { Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'
import type { HaltReason } from './export-halt.ts'
import { MOST_RECORDINGS } from './most-recordings.ts'

interface FailureWordsProps {
  /** `null` where no request failed. */
  failure: RequestFailure | null
  /** `null` where it is not known either. */
  halt: HaltReason | null
}

/** Why an export failed, and what to do about it. */
export function FailureWords({ failure, halt }: FailureWordsProps) {
  const t = useTranslations()
  if (!failure)
    return <Text size="sm">{t(`export.halt.${halt ?? 'unknown'}`, { most: MOST_RECORDINGS })}</Text>
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
