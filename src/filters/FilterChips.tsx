import { UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { Words } from '../i18n/use-words.ts'
import classes from './FilterChips.module.css'

type FilterName =
  | 'number'
  | 'reason'
  | 'type'
  | 'hungUpBy'
  | 'group'
  | 'agent'
  | 'label'
  | 'country'

/** One filter value, and the change that removes it. */
export interface ActiveFilter {
  name: FilterName
  value: string
  without: FilterPatch
}

/** Returns all filter values except the period, in the order of the panel. */
export function activeFilters(list: ListState, words: Words): ActiveFilter[] {
  const lists = { reason: words.hangupReason, type: words.callType, hungUpBy: words.hungUpBy }
  const active: ActiveFilter[] = []
  if (list.number !== null) {
    active.push({ name: 'number', value: list.number, without: { number: null } })
  }
  for (const name of ['reason', 'type', 'hungUpBy'] as const) {
    const codes: readonly number[] = list[name]
    for (const code of codes) {
      const rest = codes.filter((each) => each !== code)
      active.push({ name, value: lists[name](code), without: { [name]: rest } })
    }
  }
  for (const name of ['group', 'agent', 'label', 'country'] as const) {
    for (const value of list[name]) {
      const rest = list[name].filter((each) => each !== value)
      active.push({ name, value, without: { [name]: rest } })
    }
  }
  return active
}

interface FilterChipsProps {
  active: readonly ActiveFilter[]
  onFilter: (patch: FilterPatch) => void
  onClear: () => void
}

/** The filter values. One click removes one. */
export function FilterChips({ active, onFilter, onClear }: FilterChipsProps) {
  const t = useTranslations('filters')
  if (active.length === 0) return null
  return (
    <ul aria-label={t('active')} className={classes.chips}>
      {active.map(({ name, value, without }) => (
        <li key={`${name} ${value}`}>
          <UnstyledButton
            className={classes.chip}
            aria-label={t('remove', { name: t(name), value })}
            onClick={() => onFilter(without)}
          >
            <span className={classes.name}>{t('chipName', { name: t(name) })}</span>{' '}
            <bdi className={classes.value}>{value}</bdi>
            <IconX size={14} aria-hidden />
          </UnstyledButton>
        </li>
      ))}
      <li>
        <UnstyledButton className={classes.clear} onClick={onClear}>
          {t('clear')}
        </UnstyledButton>
      </li>
    </ul>
  )
}
