import { type ComponentProps, type ReactNode, useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'
import type { CallRecord, RecordsPage } from '../calls/call.ts'
import type { PageState, Sort } from '../calls/query.ts'
import { formatInZone } from '../calls/time.ts'
import { useWords } from '../i18n/use-words.ts'
import type { CellContext } from './columns.tsx'
import { FailureNotice, StaleNotice } from './FailureNotice.tsx'
import { Pager } from './Pager.tsx'
import { RecordsTable } from './RecordsTable.tsx'
import classes from './RecordsView.module.css'
import { SelectionBar } from './SelectionBar.tsx'
import type { Selection } from './selection.ts'
import { type useColumnState, useRecordsTable } from './use-records-table.ts'
import { ViewBar } from './ViewBar.tsx'

/** Keys of the address that the page has no name for. */
const UNNAMED = ['page', 'size', 'sort']
type NamedKey = Exclude<keyof PageState, 'range' | 'page' | 'size' | 'sort'>

interface RecordsViewProps {
  /** Identifies the list and its page. Another one starts at its top. */
  listKey: string
  page: RecordsPage | undefined
  failure: RequestFailure | null
  wrongKey: string | null
  isOffline: boolean
  /** The time (ms since the epoch) of calls that could not be refreshed; else `null`. */
  asOf: number | null
  /** Whether the rows belong to an earlier page or filter. */
  stale: boolean
  updating: boolean
  timeZone: string | undefined
  /** Whether the list to come is of one day, so that its columns keep their widths. */
  isOneDay: boolean
  sort: Sort | null
  openId: string | null
  columns: ReturnType<typeof useColumnState>
  onSort: (sort: Sort | null) => void
  onOpen: (id: string | null) => void
  /** Opens the details of another call while they are open. */
  onFollow: (id: string) => void
  onPage: (page: number) => void
  onSize: (size: number, firstRow: number) => void
  /** Loads the calls again at the user's request. */
  onRetry: () => void
  /** Loads them again without one, so that their rows do not move. */
  onAutoRetry: () => void
  onClear: () => void
  /** Renders a notice in place of the rows of an empty page. */
  emptyNotice: (page: RecordsPage) => ReactNode
  /** Shows or hides the filters. */
  filtersToggle: ReactNode
  /** The saved views. */
  views: ReactNode
  /** Chooses the period, in a window without filters beside the list; else `null`. */
  period: ReactNode
  /** The active filters and the summary, between the bar and the list. */
  children: ReactNode
  selection: Selection
  playControl: (call: CallRecord) => ReactNode
  /** Renders the star and the number of notes of a call. */
  marks: (id: string) => ReactNode
  cellActions: ComponentProps<typeof RecordsTable>['cellActions']
  /** Renders the actions for selected calls. `shown` are the calls of the page in their order. */
  selectionActions: (shown: CallRecord[]) => ReactNode
  /** Renders actions of other features for the calls shown, in their order. */
  actions: (shown: CallRecord[]) => ReactNode
}

/** The list of calls or its failure, with its bar and its foot. */
export function RecordsView(props: RecordsViewProps) {
  const { page, failure, wrongKey, isOffline, asOf, sort } = props
  const t = useTranslations()
  const context = useCellContext(props)
  const table = useRecordsTable(page?.records, props.columns, context)
  const shown = table.getRowModel().rows.map((row) => row.original)
  /** Returns a key of the address with the label of its filter. */
  const nameOf = (key: string) => {
    if (UNNAMED.includes(key)) return key
    return `${key} (${t(`filters.${key === 'range' ? 'period' : (key as NamedKey)}`)})`
  }
  const format = useFormatter()
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const asOfText =
    asOf === null ? null : format.dateTime(asOf, { ...clock, timeZone: props.timeZone ?? 'UTC' })
  const isEmpty = page?.records.length === 0
  const isReading = isEmpty && page.coverage?.reading === true
  const retry = {
    onRetry: wrongKey ? props.onClear : props.onRetry,
    onAutoRetry: props.onAutoRetry,
    isRetrying: props.updating,
  }
  return (
    <div className={classes.view}>
      <ViewBar
        page={page}
        canRefresh={wrongKey === null}
        updating={props.updating}
        timeZone={props.timeZone}
        onRefresh={props.onRetry}
        columns={props.columns}
        filtersToggle={props.filtersToggle}
        views={props.views}
        period={props.period}
        actions={props.actions(shown)}
      />
      {props.children}
      {asOfText !== null && (
        <StaleNotice failure={failure} isOffline={isOffline} asOf={asOfText} {...retry} />
      )}
      <div className={classes.stage}>
        <RecordsTable
          table={table}
          isFluid={props.columns.isDefault}
          loading={(!page && !failure) || isReading}
          listKey={props.listKey}
          sort={sort}
          onSort={props.onSort}
          openId={props.openId}
          onOpen={props.onOpen}
          onFollow={props.onFollow}
          stale={props.stale}
          selection={props.selection}
          cellActions={props.cellActions}
        >
          {page && isEmpty && !isReading && props.emptyNotice(page)}
          {!page && failure && (
            <FailureNotice
              failure={failure}
              isOffline={isOffline}
              wrongKey={wrongKey === null ? '' : nameOf(wrongKey)}
              retryLabel={t(wrongKey ? 'filters.clear' : 'failure.tryAgain')}
              {...retry}
            />
          )}
        </RecordsTable>
      </div>
      <SelectionBar selection={props.selection} shown={shown}>
        {props.selectionActions(shown)}
      </SelectionBar>
      <Pager
        page={isReading ? undefined : page}
        failed={failure !== null}
        asOf={asOfText}
        sort={sort}
        onSort={props.onSort}
        onPage={props.onPage}
        onSize={props.onSize}
      />
    </div>
  )
}

/** Returns what cells need. It stays the same object while a list does, so that rows do too. */
function useCellContext(props: RecordsViewProps) {
  const { page, timeZone = 'UTC', playControl, marks } = props
  const t = useTranslations()
  const words = useWords()
  const format = useFormatter()
  const days = [page?.from, page?.to].map((iso) => iso && formatInZone(iso, timeZone, 'YYYY-MM-DD'))
  const isOneDay = page ? days[0] === days[1] : props.isOneDay
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
