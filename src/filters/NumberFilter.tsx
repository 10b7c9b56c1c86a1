import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { normalizeText, parsePhoneNumber } from '../calls/query.ts'
import type { FilterProps } from './FieldGroup.tsx'

/** Long enough to type the next digit, short enough to feel immediate (ms). */
const PAUSE_MS = 400

interface Draft {
  text: string
  /** The number that the list is filtered by. Another one, such as after Back, ends the draft. */
  applied: string | null
  /** Whether it has its history step. */
  pushed: boolean
}

/**
 * The filter for a number on either side of the call. It applies when typing pauses or on Enter. All
 * changes during one focus are one history step, so Back undoes them together.
 */
export function NumberFilter({ list: { number: value }, onFilter }: FilterProps) {
  const t = useTranslations('filters')
  const [lastDraft, setDraft] = useState<Draft | null>(null)
  const draft = lastDraft?.applied === value ? lastDraft : null
  const text = draft?.text ?? value ?? ''
  const isWrong = normalizeText(text) !== '' && parsePhoneNumber(text) === null

  function commit(typed: string): void {
    const next = parsePhoneNumber(typed)
    if (next === value || (next === null && normalizeText(typed) !== '')) return
    setDraft({ text: typed, applied: next, pushed: true })
    onFilter({ number: next }, draft?.pushed ? 'replace' : 'push')
  }
  // A draft that was dropped during the pause does not apply.
  const commitLater = useDebouncedCallback(
    (typed: string) => typed === draft?.text && commit(typed),
    PAUSE_MS,
  )
  function commitNow(): void {
    commitLater.cancel()
    commit(text)
  }

  return (
    <TextInput
      label={t('number')}
      labelProps={{ px: 4, mb: 4, fz: 'sm', fw: 600 }}
      placeholder={t('numberHint')}
      type="text"
      inputMode="tel"
      autoComplete="off"
      value={text}
      error={isWrong && t('numberWrong')}
      onChange={({ currentTarget: { value: typed } }) => {
        setDraft({ text: typed, applied: value, pushed: draft?.pushed === true })
        commitLater(typed)
      }}
      onKeyDown={(event) => event.key === 'Enter' && commitNow()}
      onBlur={() => {
        commitNow()
        setDraft(draft && isWrong ? { ...draft, pushed: false } : null)
      }}
      rightSection={
        text !== '' && (
          <CloseButton
            size="sm"
            aria-label={t('clearField', { name: t('number') })}
            onClick={() => {
              setDraft(null)
              if (value !== null) onFilter({ number: null }, 'push')
            }}
          />
        )
      }
    />
  )
}
