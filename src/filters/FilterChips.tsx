import { UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { FacetName } from '../calls/figures.ts'
import { EXCLUDING, type SecondsRange } from '../calls/query.ts'
import { formatDuration } from '../i18n/duration.ts'
import type { Words } from '../i18n/use-words.ts'
import classes from './FilterChips.module.css'

type FilterName = Exclude<keyof ListState, 'range' | 'from' | 'to' | 'page' | 'size' | 'sort'>

/** The values of one filter, and the change that removes it. */
export interface ActiveFilter {
  /** The field, which excluded and missing values share. */
  name: Exclude<FilterName, (typeof EXCLUDING)[FacetName] | 'without'>
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
    recorded: (recorded) => t(recorded ? 'filters.withRecording' : 'filters.withoutRecording'),
    id: asIs,
  } satisfies { [Name in ActiveFilter['name']]: (value: OneOf<ListState[Name]>) => string }
}

/** Returns all filters except the period: chosen ones in the order of the panel, then others. */
export function activeFilters(
  list: ListState,
  words: Words,
  t: ReturnType<typeof useTranslations<never>>,
): ActiveFilter[] {
  const wordsOf = valueWords(words, t)
  function filterOf(name: ActiveFilter['name'], key: FilterName): ActiveFilter[] {
    const value: unknown = list[key]
    const values = value === null ? [] : [value].flat()
    if (values.length === 0) return []
    const text = values.map(wordsOf[name] as (value: unknown) => string).join(', ')
    const shown = key === name ? text : t('filters.notValue', { value: text })
    return [{ name, value: shown, without: { [key]: Array.isArray(value) ? [] : null } }]
  }
  return [
    ...(Object.keys(wordsOf) as ActiveFilter['name'][]).flatMap((name) => filterOf(name, name)),
    ...list.without.map((name): ActiveFilter => {
      const rest = list.without.filter((each) => each !== name)
      return { name, value: t(`filters.none.${name}`), without: { without: rest } }
    }),
    ...(Object.keys(EXCLUDING) as FacetName[]).flatMap((name) => filterOf(name, EXCLUDING[name])),
  ]
}

interface FilterChipsProps {
  active: readonly ActiveFilter[]
  onFilter: (patch: FilterPatch) => void
  onClear: () => void
}

/** The filters in use. One click removes one. */
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
            <span className={classes.name}>{t(name)}</span>{' '}
            <bdi className={classes.value} title={value}>
              {value}
            </bdi>
            <IconX size={14} aria-hidden data-screen />
          </UnstyledButton>
        </li>
      ))}
      <li data-screen>
        <UnstyledButton className={classes.clear} onClick={onClear}>
          {t('clear')}
        </UnstyledButton>
      </li>
    </ul>
  )
}
