import { Alert, Button, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'
import type { ExportState } from './create-export.ts'
import { useTakenFocus } from './use-taken-focus.ts'

type BadEnd = Extract<ExportState, { phase: 'incomplete' | 'failed' }>

/** Why there is no file, and what to do about it. */
export function ExportTrouble({ state, onTryAgain }: { state: BadEnd; onTryAgain: () => void }) {
  const t = useTranslations()
  const button = useTakenFocus()
  const isShort = state.phase === 'incomplete' && state.rows < (state.total ?? 0)
  const title =
    state.phase === 'failed'
      ? t('export.failed', { count: state.rows })
      : isShort
        ? t('export.incomplete', { count: state.rows, total: state.total ?? 0 })
        : t('export.changed')
  return (
    <Alert color="red" mb="md" icon={<IconAlertTriangle aria-hidden />} title={title}>
      {state.phase === 'failed' && <FailureWords failure={state.failure} />}
      <Text size="sm">{isShort ? t('export.incompleteHint') : t('export.failedHint')}</Text>
      <Button ref={button} mt="sm" mx={4} mb={4} size="compact-sm" color="red" onClick={onTryAgain}>
        {t('failure.tryAgain')}
      </Button>
    </Alert>
  )
}

function FailureWords({ failure }: { failure: RequestFailure | null }) {
  const t = useTranslations()
  if (!failure) return <Text size="sm">{t('export.unsaved')}</Text>
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
