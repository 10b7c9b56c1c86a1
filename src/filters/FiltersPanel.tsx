import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { sessionQuery } from '../api/queries.ts'
import { CALL_TYPES, HUNG_UP_BY } from '../calls/call-codes.ts'
import type { NamedFacet as Name, Summary } from '../calls/figures.ts'
import { useWords } from '../i18n/use-words.ts'
import facet from './Facet.module.css'
import { Facet } from './Facet.tsx'
import classes from './FiltersPanel.module.css'
import { facetEntries, recordedEntries } from './facet-choice.ts'
import { NamedFacet } from './NamedFacet.tsx'
import { NumberFilter } from './NumberFilter.tsx'
import { PeriodFilter, type PeriodProps } from './PeriodFilter.tsx'
import { ReasonFacet } from './ReasonFacet.tsx'
import { TalkFilter } from './TalkFilter.tsx'
import { useSuggestions } from './use-suggestions.ts'

/** Returns the word of a value. */
type Word<Value> = (value: Value) => string

interface FiltersPanelProps extends PeriodProps {
  /** The counts of the facets; undefined until they are there, and without a mirror. */
  summary: Summary | undefined
  onClear: () => void
  /** Closes the drawer that they are in, whose window has the period in its bar. */
  onClose?: () => void
}

/** All filters. Each applies at once. */
export function FiltersPanel(props: FiltersPanelProps) {
  const { list, timeZone, summary, onFilter, onClear, onClose } = props
  const t = useTranslations('filters')
  const words = useWords()
  const suggestions = useSuggestions()
  const { data: session } = useQuery({ ...sessionQuery(), enabled: false })
  const hasNames = session !== undefined && session.mirror !== 'off'
  const code = (name: 'type' | 'hungUpBy', codes: readonly number[], word: Word<number>) => (
    <Facet
      {...{ name, list, onFilter }}
      rows={facetEntries(list, name, summary?.facets[name], codes)}
      wordOf={(value) => (value === null ? t(`none.${name}`) : word(Number(value)))}
    />
  )
  const named = (name: Name, known: readonly string[], word?: Word<string>) => (
    <NamedFacet
      {...{ name, word, list, hasNames, onFilter }}
      counts={summary?.facets[name]}
      suggestions={known}
    />
  )
  return (
    <section aria-label={t('title')} className={classes.panel}>
      {!onClose && <PeriodFilter {...{ list, timeZone, onFilter }} />}
      <div className={facet.facet}>
        <NumberFilter {...{ list, onFilter }} />
      </div>
      <ReasonFacet {...{ list, summary, onFilter }} />
      {code('type', CALL_TYPES, words.callType)}
      {code('hungUpBy', HUNG_UP_BY, words.hungUpBy)}
      {named('group', suggestions.groups)}
      {named('agent', suggestions.agents)}
      {named('label', suggestions.labels)}
      {named('country', Object.keys(suggestions.countries), (code) =>
        [`+${code}`, suggestions.countries[code]].filter(Boolean).join(' '),
      )}
      <TalkFilter {...{ list, onFilter }} />
      <Facet
        name="recorded"
        {...{ list, onFilter }}
        rows={recordedEntries(list, summary?.figures)}
        wordOf={(value) => t(value ? 'withRecording' : 'withoutRecording')}
      />
      <div className={classes.footer}>
        <Button variant="default" onClick={onClear}>
          {t('clear')}
        </Button>
        {onClose && (
          <Button onClick={onClose}>{t('show', { count: summary?.figures.calls ?? -1 })}</Button>
        )}
      </div>
    </section>
  )
}
