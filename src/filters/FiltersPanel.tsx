import { Button, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { type ListState, serverNow } from '../api/queries.ts'
import type { FilterPatch, HistoryStep } from '../api/use-page-state.ts'
import { CALL_TYPES, HUNG_UP_BY } from '../calls/call-codes.ts'
import { resolvePeriod } from '../calls/periods.ts'
import { parseCountryCode } from '../calls/query.ts'
import { useWords } from '../i18n/use-words.ts'
import { CodesFilter, ReasonFilter } from './CodeFilters.tsx'
import classes from './FiltersPanel.module.css'
import { NamesFilter } from './NamesFilter.tsx'
import { NumberFilter } from './NumberFilter.tsx'
import { PeriodFilter } from './PeriodFilter.tsx'
import { useSuggestions } from './use-suggestions.ts'

interface FiltersPanelProps {
  list: ListState
  timeZone: string
  onFilter: (patch: FilterPatch, history?: HistoryStep) => void
  onClear: () => void
}

/** All filters. Each applies at once. */
export function FiltersPanel({ list, timeZone, onFilter, onClear }: FiltersPanelProps) {
  const t = useTranslations('filters')
  const words = useWords()
  const suggestions = useSuggestions()
  const now = serverNow(useQueryClient())
  const custom = list.from !== null || list.to !== null
  return (
    <section aria-label={t('title')} className={classes.panel}>
      <Stack gap="md">
        <PeriodFilter
          preset={custom ? null : (list.range ?? 'today')}
          range={resolvePeriod(list, timeZone, now)}
          timeZone={timeZone}
          now={now}
          onPreset={(range) => onFilter({ range, from: null, to: null })}
          onRange={({ from, to }, history) => onFilter({ from, to, range: null }, history)}
        />
        <NumberFilter
          value={list.number}
          onApply={(number, history) => onFilter({ number }, history)}
        />
        <ReasonFilter value={list.reason} onApply={(reason) => onFilter({ reason })} />
        <CodesFilter
          label={t('type')}
          codes={CALL_TYPES}
          word={words.callType}
          value={list.type}
          onApply={(type) => onFilter({ type })}
        />
        <CodesFilter
          label={t('hungUpBy')}
          codes={HUNG_UP_BY}
          word={words.hungUpBy}
          value={list.hungUpBy}
          onApply={(hungUpBy) => onFilter({ hungUpBy })}
        />
        <NamesFilter
          label={t('group')}
          value={list.group}
          suggestions={suggestions.groups}
          onApply={(group) => onFilter({ group })}
        />
        <NamesFilter
          label={t('agent')}
          value={list.agent}
          suggestions={suggestions.agents}
          onApply={(agent) => onFilter({ agent })}
        />
        <NamesFilter
          label={t('label')}
          value={list.label}
          suggestions={suggestions.labels}
          onApply={(label) => onFilter({ label })}
        />
        <NamesFilter
          label={t('country')}
          value={list.country}
          suggestions={[...suggestions.countries.keys()]}
          describe={(code) => suggestions.countries.get(code) ?? null}
          parse={parseCountryCode}
          wrong={t('countryWrong')}
          onApply={(country) => onFilter({ country })}
        />
        <Button variant="default" onClick={onClear}>
          {t('clear')}
        </Button>
      </Stack>
    </section>
  )
}
