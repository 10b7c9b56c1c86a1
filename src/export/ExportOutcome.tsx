import { Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { ExportState } from './create-export.ts'
import { ExportTrouble } from './ExportTrouble.tsx'

interface ExportOutcomeProps {
  state: ExportState
  /** IANA zone of the account. */
  timeZone: string
  onTryAgain: () => void
}

/** How the last export ended; nothing to see while none has. */
export function ExportOutcome({ state, timeZone, onTryAgain }: ExportOutcomeProps) {
  const t = useTranslations('export')
  const isDone = state.phase === 'done'
  const hasGoodEnd = isDone || state.phase === 'cancelled'
  return (
    <>
      {/* always there: a live region is heard when its words change, not when it comes */}
      <Text role="status" fw={500} mb={hasGoodEnd && !isDone ? 'md' : 0}>
        {isDone && t('done', { count: state.rows, total: state.rows })}
        {state.phase === 'cancelled' && t('cancelled')}
      </Text>
      {isDone && (
        <Text size="sm" mb="md">
          {t(state.isStated ? 'proof' : 'written', { name: state.name, count: state.rows })}
          {state.missing > 0 && ` ${t('missing', { count: state.missing })}`}
        </Text>
      )}
      {(state.phase === 'incomplete' || state.phase === 'failed') && (
        <ExportTrouble {...{ state, timeZone, onTryAgain }} />
      )}
    </>
  )
}
