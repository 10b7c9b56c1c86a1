import { CloseButton, TextInput } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { HistoryStep } from '../api/use-page-state.ts'
import { parsePhoneNumber } from '../calls/query.ts'
import { useTypedFilter } from './use-typed-filter.ts'

interface NumberFilterProps {
  value: string | null
  onApply: (number: string | null, history: HistoryStep) => void
}

/** A number on either side of the call, as people write it. */
export function NumberFilter({ value, onApply }: NumberFilterProps) {
  const t = useTranslations('filters')
  const typed = useTypedFilter({ value, parse: parsePhoneNumber, apply: onApply })
  return (
    <TextInput
      label={t('number')}
      placeholder={t('numberHint')}
      type="text"
      inputMode="tel"
      autoComplete="off"
      value={typed.text}
      error={typed.wrong && t('numberWrong')}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && typed.finish(false)}
      onBlur={() => typed.finish(true)}
      rightSection={
        typed.text !== '' && (
          <CloseButton
            size="sm"
            aria-label={t('clearField', { name: t('number') })}
            onClick={typed.clear}
          />
        )
      }
    />
  )
}
