import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { type CallRecord, hasNextPage, type RecordsPage } from '../calls/call.ts'
import type { PageState, Sort } from '../calls/query.ts'
import { useWords } from '../i18n/use-words.ts'
import { EmptyNotice } from './EmptyNotice.tsx'
import { FailureNotice } from './FailureNotice.tsx'
import { Pager } from './Pager.tsx'
import { RecordsTable } from './RecordsTable.tsx'
import { RecordsToolbar } from './RecordsToolbar.tsx'
import classes from './RecordsView.module.css'
import { SelectionBar } from './SelectionBar.tsx'
import type { Selection } from './selection.ts'
import { type useColumnState, useRecordsTable } from './use-records-table.ts'

const CallDetails = lazyPart(() => import('./CallDetails.tsx').then((m) => m.CallDetails))

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
  onPage: (page: number) => void
  onSize: (size: number, firstRow: number) => void
  onRetry: () => void
  onClear: () => void
  /** The counts of the view. */
  figures: ReactNode
  selection: Selection
  playControl: (call: CallRecord) => ReactNode
  /** Renders the actions for selected calls. `shown` are the calls of the page in their order. */
  selectionActions: (shown: CallRecord[]) => ReactNode
  /** Renders actions of other features for the calls shown, in their order. */
  actions: (shown: CallRecord[]) => ReactNode
}

/** The list of calls or its failure, and the details of the open call. */
export function RecordsView(props: RecordsViewProps) {
  const {
    page,
    failure,
    wrongKey,
    stale,
    timeZone = 'UTC',
    openId,
    onOpen,
    playControl,
    sort,
  } = props
  const t = useTranslations()
  const words = useWords()
  const table = useRecordsTable(page?.records, props.columns, {
    timeZone,
    words,
    playControl,
  })
  const shown = table.getRowModel().rows.map((row) => row.original)
  const open = page?.records.find((call) => call.id === openId)
  /** Returns a key of the address with the label of its filter. */
  const nameOf = (key: string) => {
    if (UNNAMED.includes(key)) return key
    return `${key} (${t(`filters.${key === 'range' ? 'period' : (key as NamedKey)}`)})`
  }
  const empty = page && page.records.length === 0 && !failure
  return (
    <>
      <RecordsToolbar
        page={failure ? undefined : page}
        failed={failure !== null}
        canRefresh={wrongKey === null}
        updating={props.updating}
        timeZone={props.timeZone}
        sort={sort}
        onUnsort={() => props.onSort(null)}
        onRefresh={props.onRetry}
        columns={props.columns}
        figures={props.figures}
        selectionBar={
          <SelectionBar selection={props.selection} shown={shown}>
            {props.selectionActions(shown)}
          </SelectionBar>
        }
        actions={props.actions(shown)}
      />
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
              loading={!page}
              listKey={props.listKey}
              sort={sort}
              onSort={props.onSort}
              openId={openId}
              onOpen={onOpen}
              stale={stale || failure !== null}
              selection={props.selection}
            />
          )}
          {open && (
            <Part>
              <CallDetails
                call={open}
                timeZone={timeZone}
                playControl={playControl}
                onClose={() => onOpen(null)}
              />
            </Part>
          )}
        </div>
      )}
      {page && (
        <Pager
          page={page.page}
          pages={page.pages ?? page.page + (hasNextPage(page) ? 1 : 0)}
          size={page.size}
          onPage={props.onPage}
          onSize={(size) => props.onSize(size, (page.page - 1) * page.size + 1)}
        />
      )}
    </>
  )
}
