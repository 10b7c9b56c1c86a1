import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { ExportState } from './create-export.ts'
import type { HaltReason } from './export-halt.ts'
import { FailureWords } from './FailureWords.tsx'
import { ShortSlices } from './ShortSlices.tsx'
import { useTakenFocus } from './use-taken-focus.ts'

type BadEnd = Extract<ExportState, { phase: 'incomplete' | 'failed' }>

interface ExportTroubleProps {
  state: BadEnd
  /** IANA zone of the account. */
  timeZone: string
  /** Tries again, from what is kept where something is. */
  onTryAgain: () => void
}

/** Why there is no file, or what is wrong with it, and what to do about it. */
export function ExportTrouble({ state, timeZone, onTryAgain }: ExportTroubleProps) {
  const t = useTranslations()
  const button = useTakenFocus()
  const failure = state.phase === 'failed' ? state.failure : null
  const isOthers = state.phase === 'failed' && isUpToOthers(state.halt)
  const isKept = state.phase === 'failed' && state.kept !== null
  return (
    <Alert
      color="red"
      mb="md"
      icon={<IconAlertTriangle aria-hidden />}
      title={<Title {...state} />}
    >
      {state.phase === 'failed' ? (
        <>
          <FailureWords {...state} />
          {!isOthers && (
            <Text size="sm" mt="xs">
              {t(isKept ? 'export.failedKept' : 'export.failedHint')}
            </Text>
          )}
        </>
      ) : (
        <>
          {state.unchecked && (
            <Text size="sm" mb="xs">
              {t('export.uncheckedHint', {
                problem: t(`problem.${state.unchecked}.what`, { key: '' }),
              })}
            </Text>
          )}
          <Text size="sm">{t('export.incompleteHint')}</Text>
          <Text size="sm">{state.name}</Text>
          <ShortSlices slices={state.short} timeZone={timeZone} />
        </>
      )}
      <Group mt="sm" gap="xs">
        <Button ref={button} data-autofocus size="compact-sm" color="red" onClick={onTryAgain}>
          {t(isKept ? 'export.continue' : 'failure.tryAgain')}
        </Button>
        {failure && (
          <Text size="xs" style={{ userSelect: 'all' }}>
            {t('failure.code', { code: failure.code })}
            {failure.requestId && <> · {t('failure.request', { id: failure.requestId })}</>}
          </Text>
        )}
      </Group>
    </Alert>
  )
}

/** Whether it did not stop but never began, for what another tab does or has done. */
const isUpToOthers = (halt: HaltReason | null) => halt === 'elsewhere' || halt === 'gone'

function Title(state: BadEnd) {
  const t = useTranslations('export')
  const { rows } = state
  if (state.phase === 'failed')
    return isUpToOthers(state.halt) ? t(state.halt) : t('failed', { count: rows })
  if (rows < state.total) return t('incomplete', { count: rows, total: state.total })
  return t(state.unchecked ? 'unchecked' : 'changed')
}
