import { type ComponentProps, type ReactNode, useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'
import type { CallRecord, RecordsPage } from '../calls/call.ts'
import type { PageState, Sort } from '../calls/query.ts'
import { formatInZone } from '../calls/time.ts'
import { useWords } from '../i18n/use-words.ts'
import type { CellContext } from './columns.tsx'
import { EmptyNotice } from './EmptyNotice.tsx'
import { FailureNotice } from './FailureNotice.tsx'
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
  /** Whether the rows belong to an earlier page or filter. */
  stale: boolean
  updating: boolean
  timeZone: string | undefined
  filtered: boolean
  sort: Sort | null
  openId: string | null
  columns: ReturnType<typeof useColumnState>
  onSort: (sort: Sort | null) => void
  onOpen: (id: string | null) => void
  /** Opens the details of another call while they are open. */
  onFollow: (id: string) => void
  onPage: (page: number) => void
  onSize: (size: number, firstRow: number) => void
  onRetry: () => void
  onClear: () => void
  /** Shows or hides the filters. */
  filtersToggle: ReactNode
  /** The saved views. */
  views: ReactNode
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
  const { page, failure, wrongKey, sort } = props
  const t = useTranslations()
  const context = useCellContext(props)
  const table = useRecordsTable(page?.records, props.columns, context)
  const shown = table.getRowModel().rows.map((row) => row.original)
  /** Returns a key of the address with the label of its filter. */
  const nameOf = (key: string) => {
    if (UNNAMED.includes(key)) return key
    return `${key} (${t(`filters.${key === 'range' ? 'period' : (key as NamedKey)}`)})`
  }
  const empty = page && page.records.length === 0 && !failure
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
        actions={props.actions(shown)}
      />
      {props.children}
      {failure && (
        <FailureNotice
          failure={failure}
          wrongKey={wrongKey === null ? '' : nameOf(wrongKey)}
          retryLabel={wrongKey ? t('filters.clear') : t('failure.tryAgain')}
          onRetry={wrongKey ? props.onClear : props.onRetry}
          isRetrying={props.updating}
        />
      )}
      {(page || !failure) && (
        <div className={classes.stage}>
          {empty ? (
            <EmptyNotice
              total={page.total}
              page={page.page}
              filtered={props.filtered}
              onClear={props.onClear}
              onFirstPage={() => props.onPage(1)}
            />
          ) : (
            <RecordsTable
              table={table}
              isFluid={props.columns.isDefault}
              loading={!page}
              listKey={props.listKey}
              sort={sort}
              onSort={props.onSort}
              openId={props.openId}
              onOpen={props.onOpen}
              onFollow={props.onFollow}
              stale={props.stale || failure !== null}
              selection={props.selection}
              cellActions={props.cellActions}
            />
          )}
        </div>
      )}
      <SelectionBar selection={props.selection} shown={shown}>
        {props.selectionActions(shown)}
      </SelectionBar>
      <Pager
        page={page}
        failed={failure !== null}
        sort={sort}
        onUnsort={() => props.onSort(null)}
        onPage={props.onPage}
        onSize={props.onSize}
      />
    </div>
  )
}

/** Returns what cells need. It stays the same object while a list does, so that rows do too. */
function useCellContext({ page, timeZone = 'UTC', playControl, marks }: RecordsViewProps) {
  const t = useTranslations()
  const words = useWords()
  const format = useFormatter()
  const days = [page?.from, page?.to].map((iso) => iso && formatInZone(iso, timeZone, 'YYYY-MM-DD'))
  const isOneDay = days[0] === days[1]
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
