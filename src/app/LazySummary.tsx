import { useLocalStorage } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { type ListState, type ReadMode, summaryQuery } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import type { RecordsPage } from '../calls/call.ts'
import classes from './App.module.css'
import { useAfterPaint } from './use-after-paint.ts'

const SummaryStrip = lazyPart(() =>
  import('../insight/SummaryStrip.tsx').then((m) => m.SummaryStrip),
)

/**
 * Requests the figures of a list once its first calls are there, because the list does not need
 * them.
 * @param shown the answer to `list`, once it is there
 * @param isOn whether the server has figures
 */
export function useSummary(list: ListState, shown: RecordsPage | undefined, isOn: boolean) {
  const { page, size, sort, ...view } = list
  const key = JSON.stringify(view)
  const [chosen, setChosen] = useState<{ key: string; read: ReadMode } | null>(null)
  const read = chosen?.key === key ? chosen.read : 'auto'
  const { data, error, isPlaceholderData } = useQuery({
    ...summaryQuery(list, useQueryClient(), read),
    enabled: isOn && shown !== undefined,
  })
  // After Stop the server reads for some seconds more, which no longer concerns the user.
  const summary = useMemo(
    () =>
      data && read === 'none' ? { ...data, coverage: { ...data.coverage, reading: false } } : data,
    [data, read],
  )
  return {
    summary: isOn ? summary : undefined,
    stale: isPlaceholderData,
    failed: error !== null,
    onStop: useCallback(() => setChosen({ key, read: 'none' }), [key]),
    onReadAll: useCallback(() => setChosen({ key, read: 'all' }), [key]),
  }
}

interface LazySummaryProps extends ReturnType<typeof useSummary> {
  list: ListState
  /** The answer to `list`, once it is there. */
  shown: RecordsPage | undefined
  onFilter: (patch: FilterPatch) => void
}

/** The summary of the view. It loads after the first calls, in a place of its size. */
export function LazySummary({ list, shown, ...props }: LazySummaryProps) {
  const [collapsed, setCollapsed] = useLocalStorage({
    key: 'callboard.summary.collapsed',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  // It loads after the first rows are painted, or after the list has failed, and stays while others load.
  const isDue = useAfterPaint(shown !== undefined || props.failed)
  const place = <div className={classes.summaryPlace} data-collapsed={collapsed || undefined} />
  if (!isDue) return place
  return (
    <Part fallback={place}>
      <SummaryStrip
        {...props}
        list={list}
        total={shown?.coverage === null ? shown.total : null}
        collapsed={collapsed}
        onCollapse={setCollapsed}
      />
    </Part>
  )
}
