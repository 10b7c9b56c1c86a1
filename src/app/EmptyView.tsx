import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { type ListState, serverNow } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { RecordsPage } from '../calls/call.ts'
import { resolvePeriod, resolvePreset, type TimeSpan } from '../calls/periods.ts'
import type { ActiveFilter } from '../filters/FilterChips.tsx'
import { stepPeriod } from '../filters/period-steps.ts'
import { EmptyNotice } from '../records/EmptyNotice.tsx'

const WIDER = ['last7d', 'last30d'] as const

/**
 * Returns the shortest preset that covers a span and more.
 * @param zone IANA zone of the account
 * @param now ms since the epoch
 */
export function widerPreset(span: TimeSpan, zone: string, now: number) {
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)]
  return WIDER.find((preset) => {
    const wider = resolvePreset(preset, zone, now)
    return Date.parse(wider.from) < from && Date.parse(wider.to) >= to
  })
}

interface EmptyViewProps {
  list: ListState
  page: RecordsPage
  active: readonly ActiveFilter[]
  /** IANA zone of the account */
  timeZone: string
  onFilter: (patch: FilterPatch) => void
  onClear: () => void
  onFirstPage: () => void
}

/** Shows why a page has no calls, and the nearest ways to some: fewer filters, another period. */
export function EmptyView(props: EmptyViewProps) {
  const { list, page, active, timeZone, onFilter, onClear, onFirstPage } = props
  const t = useTranslations()
  const now = serverNow(useQueryClient())
  if (page.total === null ? page.page > 1 : page.total > 0)
    return (
      <EmptyNotice
        title={t('records.emptyPage')}
        hint={page.total === null ? '' : t('records.emptyPageHint', { total: page.total })}
        filters={[]}
      >
        <Button variant="default" onClick={onFirstPage}>
          {t('records.firstPage')}
        </Button>
      </EmptyNotice>
    )
  const span = resolvePeriod(list, timeZone, now)
  const wider = widerPreset(span, timeZone, now)
  const before = active.length === 0 ? stepPeriod(list, -1, timeZone, now) : null
  return (
    <EmptyNotice
      title={t('records.empty', { count: active.length })}
      hint={t(active.length > 0 ? 'records.emptyHint' : 'records.emptyPeriod')}
      filters={active.map(({ name, value, without }) => ({
        name: t(`filters.${name}`),
        value,
        without: { ...list, ...without } as ListState,
        onRemove: () => onFilter(without),
      }))}
    >
      {before && (
        <Button variant="default" onClick={() => onFilter(before)}>
          {t('records.lookBefore')}
        </Button>
      )}
      {wider && (
        <Button variant="default" onClick={() => onFilter({ range: wider, from: null, to: null })}>
          {t(`records.lookIn.${wider}`)}
        </Button>
      )}
      {active.length > 0 && (
        <Button variant="subtle" onClick={onClear}>
          {t('filters.clear')}
        </Button>
      )}
    </EmptyNotice>
  )
}
