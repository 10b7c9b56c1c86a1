import { MultiSelect } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { HANGUP_REASONS, type HangupReason } from '../calls/call-codes.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './FiltersPanel.module.css'

interface ReasonFilterProps {
  value: readonly HangupReason[]
  onApply: (reasons: HangupReason[]) => void
}

/** How calls ended. */
export function ReasonFilter({ value, onApply }: ReasonFilterProps) {
  const t = useTranslations('filters')
  const words = useWords()
  return (
    <MultiSelect
      label={t('reason')}
      placeholder={value.length === 0 ? t('any') : undefined}
      data={HANGUP_REASONS.map((code) => ({
        value: String(code),
        label: words.hangupReason(code),
      }))}
      value={value.map(String)}
      onChange={(codes) => onApply(HANGUP_REASONS.filter((code) => codes.includes(String(code))))}
      withScrollArea={false}
      comboboxProps={{ shadow: 'md' }}
      classNames={{ inputField: classes.field, options: classes.options }}
      clearable
      clearButtonProps={{ 'aria-label': t('clearField', { name: t('reason') }) }}
    />
  )
}
