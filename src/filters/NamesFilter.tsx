import { TagsInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { parseTypedName } from '../calls/query.ts'
import classes from './FiltersPanel.module.css'

interface NamesFilterProps {
  label: string
  value: readonly string[]
  suggestions: readonly string[]
  /** Returns the text beside a suggestion, such as the country of a code. */
  describe?: (value: string) => string | null
  /** Parses typed text; `null` if it is invalid. */
  parse?: (text: string) => string | null
  wrong?: string
  onApply: (values: string[]) => void
}

const isSame = (value: string, values: string[]) => values.includes(value)

/**
 * A filter for names, suggested or typed. Suggestions come from loaded calls, because the vendor
 * has no list.
 */
export function NamesFilter(props: NamesFilterProps) {
  const { label, value, suggestions, describe, parse = parseTypedName, wrong, onApply } = props
  const t = useTranslations('filters')
  const [search, setSearch] = useState('')
  const bad = parseTypedName(search) !== null && parse(search) === null
  const text = (option: string) => [option, describe?.(option)].filter(Boolean).join(' ')
  return (
    <TagsInput
      label={label}
      placeholder={value.length === 0 ? t('any') : undefined}
      data={[...suggestions]}
      value={[...value]}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(values) => {
        // The vendor's names stay unchanged, because a final space is part of a name.
        const isKnown = (each: string) => value.includes(each) || suggestions.includes(each)
        const parsed = values
          .map((each) => (isKnown(each) ? each : parse(each)))
          .filter((each) => each !== null)
        const next = [...new Set(parsed)]
        // Invalid text stays in the field, beside its error.
        const refused = wrong && values.find((each) => parse(each) === null)
        if (refused) setSearch(refused)
        const same = next.length === value.length && next.every((each, i) => each === value[i])
        if (!same) onApply(next)
      }}
      error={bad && wrong}
      // A name may hold any character, so only Enter ends one.
      splitChars={[]}
      isDuplicate={isSame}
      withScrollArea={false}
      limit={100}
      filter={({ options, search: typed }) => {
        const wanted = (parseTypedName(typed) ?? '').toLowerCase()
        return options.filter(
          (o) => 'value' in o && text(String(o.value)).toLowerCase().includes(wanted),
        )
      }}
      renderOption={({ option }) => <bdi>{text(String(option.value))}</bdi>}
      comboboxProps={{ shadow: 'md' }}
      classNames={{ inputField: classes.field, options: classes.options }}
      clearable
      clearButtonProps={{ 'aria-label': t('clearField', { name: label }) }}
    />
  )
}
