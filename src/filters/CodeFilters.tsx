import { Chip, Group, MultiSelect } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { HANGUP_REASONS, type HangupReason } from '../calls/call-codes.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './FiltersPanel.module.css'

interface CodesFilterProps<Code extends number> {
  label: string
  codes: readonly Code[]
  word: (code: Code) => string
  value: readonly Code[]
  onApply: (codes: Code[]) => void
}

/** A filter for a few codes, all visible, each chosen with one click. */
export function CodesFilter<Code extends number>(props: CodesFilterProps<Code>) {
  const { label, codes, word, value, onApply } = props
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{label}</legend>
      <Group gap={6}>
        {codes.map((code) => (
          <Chip
            key={code}
            size="xs"
            checked={value.includes(code)}
            onChange={(checked) =>
              onApply(codes.filter((each) => (each === code ? checked : value.includes(each))))
            }
          >
            {word(code)}
          </Chip>
        ))}
      </Group>
    </fieldset>
  )
}

interface ReasonFilterProps {
  value: readonly HangupReason[]
  onApply: (reasons: HangupReason[]) => void
}

/** The filter for hangup reasons. */
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
