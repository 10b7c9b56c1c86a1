import { TagsInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { parseTypedName } from '../calls/query.ts'
import classes from './FiltersPanel.module.css'

interface NamesFilterProps {
  label: string
  value: readonly string[]
  suggestions: readonly string[]
  /** What a suggestion shows beside its value, such as the country of a code. */
  describe?: (value: string) => string | null
  /** Makes a value of what was typed, or `null` if it cannot be one. */
  parse?: (text: string) => string | null
  wrong?: string
  max?: number
  onApply: (values: string[]) => void
}

const isSame = (value: string, values: string[]) => values.includes(value)

/** Names to choose from calls already seen, or to type: the vendor has no list of them. */
export function NamesFilter(props: NamesFilterProps) {
  const { label, value, suggestions, describe, parse = parseTypedName, wrong, max, onApply } = props
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
        // What the vendor wrote stays as it is: a space at its end is a part of the name.
        const isKnown = (each: string) => value.includes(each) || suggestions.includes(each)
        const parsed = values
          .map((each) => (isKnown(each) ? each : parse(each)))
          .filter((each) => each !== null)
        const next = [...new Set(max === 1 ? parsed.slice(-1) : parsed)]
        // What cannot be a value stays in the field, beside what is wrong with it.
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
