import { Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { ExportState } from './create-export.ts'
import { ExportTrouble } from './ExportTrouble.tsx'

interface ExportOutcomeProps {
  state: ExportState
  onTryAgain: () => void
}

/** How the last export ended; nothing to see while none has. */
export function ExportOutcome({ state, onTryAgain }: ExportOutcomeProps) {
  const t = useTranslations('export')
  const hasGoodEnd = state.phase === 'done' || state.phase === 'cancelled'
  return (
    <>
      {/* always there: a live region is heard when its words change, not when it comes */}
      <Text role="status" fw={500} mb={hasGoodEnd ? 'md' : 0}>
        {state.phase === 'done' && t('done', { count: state.rows, total: state.rows })}
        {state.phase === 'cancelled' && t('cancelled')}
      </Text>
      {(state.phase === 'incomplete' || state.phase === 'failed') && (
        <ExportTrouble state={state} onTryAgain={onTryAgain} />
      )}
    </>
  )
}
