import { Chip, Group, MultiSelect } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { HANGUP_REASONS } from '../calls/call-codes.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './FiltersPanel.module.css'

interface CodesFilterProps {
  label: string
  codes: readonly number[]
  word: (code: number) => string
  value: readonly number[]
  onApply: (codes: number[]) => void
}

/** A filter for a few codes, all visible, each chosen with one click. */
export function CodesFilter(props: CodesFilterProps) {
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
            onChange={(checked) => {
              const others = value.filter((each) => each !== code)
              onApply(checked ? [...others, code].sort((a, b) => a - b) : others)
            }}
          >
            {word(code)}
          </Chip>
        ))}
      </Group>
    </fieldset>
  )
}

interface ReasonFilterProps {
  value: readonly number[]
  onApply: (reasons: number[]) => void
}

/** The filter for hangup reasons. */
export function ReasonFilter({ value, onApply }: ReasonFilterProps) {
  const t = useTranslations('filters')
  const words = useWords()
  return (
    <MultiSelect
      label={t('reason')}
      placeholder={value.length === 0 ? t('any') : undefined}
      data={[...new Set([...HANGUP_REASONS, ...value])].map((code) => ({
        value: String(code),
        label: words.hangupReason(code),
      }))}
      value={value.map(String)}
      onChange={(codes) => onApply(codes.map(Number).sort((a, b) => a - b))}
      withScrollArea={false}
      comboboxProps={{ shadow: 'md' }}
      classNames={{ inputField: classes.field, options: classes.options }}
      clearable
      clearButtonProps={{ 'aria-label': t('clearField', { name: t('reason') }) }}
    />
  )
}
