import { type ComponentProps, type ReactNode, useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'
import type { RecordsPage } from '../calls/call.ts'
import { formatInZone } from '../calls/time.ts'
import { useWords } from '../i18n/use-words.ts'
import type { CellContext } from './columns.tsx'
import { FailureNotice, type RetryProps, StaleNotice } from './FailureNotice.tsx'
import { Pager } from './Pager.tsx'
import { RecordsTable } from './RecordsTable.tsx'
import classes from './RecordsView.module.css'
import { SelectionBar } from './SelectionBar.tsx'
import { type useColumnState, useRecordsTable } from './use-records-table.ts'

interface RecordsViewProps
  extends Omit<ComponentProps<typeof RecordsTable>, 'table' | 'isFluid' | 'loading' | 'children'>,
    Pick<ComponentProps<typeof Pager>, 'onPage' | 'onSize'>,
    Pick<CellContext, 'isOneDay' | 'playControl' | 'marks'>,
    RetryProps {
  page: RecordsPage | undefined
  failure: RequestFailure | null
  wrongKey: string | null
  isOffline: boolean
  /** The time (ms since the epoch) of calls that could not be refreshed; else `null`. */
  asOf: number | null
  timeZone: string | undefined
  columns: ReturnType<typeof useColumnState>
  /** A notice in place of the rows of an empty page. */
  emptyNotice: ReactNode
  /** The actions for selected calls. */
  selectionActions: ReactNode
  /** The bar, the active filters and the summary, above the list. */
  children: ReactNode
}

/** The list of calls or its failure, with its head and its foot. */
export function RecordsView(props: RecordsViewProps) {
  const { page, failure, asOf } = props
  const table = useRecordsTable(page?.records, props.columns, useCellContext(props))
  const asOfText = asOf === null ? null : formatInZone(asOf, props.timeZone ?? 'UTC', 'HH:mm')
  const isEmpty = page?.records.length === 0
  const isReading = isEmpty && page.coverage?.reading === true
  return (
    <div className={classes.view}>
      {props.children}
      {asOfText !== null && <StaleNotice {...props} asOf={asOfText} />}
      <div className={classes.stage}>
        <RecordsTable
          {...props}
          table={table}
          isFluid={props.columns.isDefault}
          loading={(!page && !failure) || isReading}
        >
          {isEmpty && !isReading && props.emptyNotice}
          {!page && failure && <FailureNotice {...props} failure={failure} />}
        </RecordsTable>
      </div>
      <SelectionBar selection={props.selection} shown={page?.records ?? []}>
        {props.selectionActions}
      </SelectionBar>
      <Pager
        page={isReading ? undefined : page}
        failed={failure !== null}
        asOf={asOfText}
        sort={props.sort}
        onSort={props.onSort}
        onPage={props.onPage}
        onSize={props.onSize}
      />
    </div>
  )
}

/** Returns what cells need. It stays the same object while a list does, so that rows do too. */
function useCellContext(props: RecordsViewProps) {
  const { timeZone = 'UTC', isOneDay, playControl, marks } = props
  const t = useTranslations()
  const words = useWords()
  const format = useFormatter()
  return useMemo((): CellContext => {
    const options = {
      month: 'short',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZone,
    } as const
    const formatTime = (iso: string) => (iso ? format.dateTime(new Date(iso), options) : '')
    return { timeZone, formatTime, isOneDay, words, t, playControl, marks }
  }, [timeZone, isOneDay, words, format, t, playControl, marks])
}
