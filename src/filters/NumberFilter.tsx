import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { HistoryStep } from '../api/use-page-state.ts'
import { normalizeText, parsePhoneNumber } from '../calls/query.ts'

/** Long enough to type the next digit, short enough to feel immediate (ms). */
const PAUSE_MS = 400

interface TypedFilter<Value> {
  value: Value | null
  parse: (text: string) => Value | null
  apply: (value: Value | null, history: HistoryStep) => void
}

/**
 * A typed filter, which applies when typing pauses or on Enter. All changes during one focus are
 * one history step, so Back undoes them together.
 */
function useTypedFilter<Value>({ value, parse, apply }: TypedFilter<Value>) {
  const [draft, setDraft] = useState<string | null>(null)
  const [pushed, setPushed] = useState(false)
  // Back, a removed chip or Clear changed the value, so the draft is dropped.
  const [applied, setApplied] = useState(value)
  if (applied !== value) {
    setApplied(value)
    setDraft(null)
    setPushed(false)
  }

  const commit = (text: string) => {
    const next = normalizeText(text) === '' ? null : parse(text)
    if (next === null && normalizeText(text) !== '') return
    if (next === value) return
    setApplied(next)
    apply(next, pushed ? 'replace' : 'push')
    setPushed(true)
  }
  // A draft that was dropped during the pause does not apply.
  const commitLater = useDebouncedCallback(
    (typed: string) => typed === draft && commit(typed),
    PAUSE_MS,
  )
  const text = draft ?? (value === null ? '' : String(value))
  return {
    text,
    wrong: normalizeText(text) !== '' && parse(text) === null,
    type: (typed: string) => {
      setDraft(typed)
      commitLater(typed)
    },
    /** Called on Enter and on blur. */
    finish: (leaving: boolean) => {
      commitLater.cancel()
      commit(text)
      if (!leaving) return
      if (parse(text) !== null) setDraft(null)
      setPushed(false)
    },
    clear: () => {
      setDraft(null)
      if (value !== null) apply(null, 'push')
    },
  }
}

interface NumberFilterProps {
  value: string | null
  onApply: (number: string | null, history: HistoryStep) => void
}

/** The filter for a number on either side of the call. */
export function NumberFilter({ value, onApply }: NumberFilterProps) {
  const t = useTranslations('filters')
  const typed = useTypedFilter({ value, parse: parsePhoneNumber, apply: onApply })
  return (
    <TextInput
      label={t('number')}
      labelProps={{ px: 4, mb: 4, fz: 'sm', fw: 600 }}
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
