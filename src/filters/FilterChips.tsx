import { UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { ActiveFilter } from './active-filters.ts'
import classes from './FilterChips.module.css'

interface FilterChipsProps {
  active: readonly ActiveFilter[]
  onFilter: (patch: FilterPatch) => void
  onClear: () => void
}

/** What narrows the list, each value to be taken away with one click. */
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
