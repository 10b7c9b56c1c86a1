import { UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { SecondsRange } from '../calls/query.ts'
import { formatDuration } from '../i18n/duration.ts'
import type { Words } from '../i18n/use-words.ts'
import classes from './FilterChips.module.css'

type FilterName = Exclude<keyof ListState, 'range' | 'from' | 'to' | 'page' | 'size' | 'sort'>

/** One filter value, and the change that removes it. */
export interface ActiveFilter {
  name: FilterName
  value: string
  without: FilterPatch
}

type OneOf<Value> = Value extends readonly (infer Item)[] ? Item : NonNullable<Value>

/** Returns the words for the values of each filter, in the order of the panel. */
function valueWords(words: Words, t: ReturnType<typeof useTranslations<never>>) {
  const asIs = (text: string) => text
  const seconds = ({ min, max }: SecondsRange) => {
    const [from, to] = [min ?? 0, max ?? 0].map(formatDuration) as [string, string]
    if (max === null) return t('filters.atLeast', { from })
    return min === null ? t('filters.atMost', { to }) : t('filters.between', { from, to })
  }
  return {
    number: asIs,
    outcome: (outcome) => t(`outcome.${outcome}`),
    reason: words.hangupReason,
    type: words.callType,
    hungUpBy: words.hungUpBy,
    group: asIs,
    agent: asIs,
    label: asIs,
    country: asIs,
    talk: seconds,
    wait: seconds,
    recorded: (recorded) => t(recorded ? 'filters.yes' : 'filters.no'),
    without: (field) => t(`filters.${field}`),
    notReason: words.hangupReason,
    notType: words.callType,
    notHungUpBy: words.hungUpBy,
    notGroup: asIs,
    notAgent: asIs,
    notLabel: asIs,
    notCountry: asIs,
    id: asIs,
  } satisfies { [Name in FilterName]: (value: OneOf<ListState[Name]>) => string }
}

/** Returns all filter values except the period, in the order of the panel. */
export function activeFilters(
  list: ListState,
  words: Words,
  t: ReturnType<typeof useTranslations<never>>,
): ActiveFilter[] {
  const named = Object.entries(valueWords(words, t)) as [FilterName, (value: unknown) => string][]
  return named.flatMap(([name, word]): ActiveFilter[] => {
    const value: unknown = list[name]
    if (value === null) return []
    if (!Array.isArray(value)) return [{ name, value: word(value), without: { [name]: null } }]
    return value.map((item) => {
      const rest = value.filter((each) => each !== item)
      return { name, value: word(item), without: { [name]: rest } }
    })
  })
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
