import { useMediaQuery } from '@mantine/hooks'
import { IconBookmark, IconLink } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { memo, useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { asFailure, RequestFailure } from '../api/client.ts'
import { ToolMenu } from '../api/LazyMenu.tsx'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { recordsQuery, serverNow, sessionQuery } from '../api/queries.ts'
import { type FilterPatch, usePageState, type ViewState } from '../api/use-page-state.ts'
import { type CallRecord, callSearch } from '../calls/call.ts'
import { isWithinDay } from '../calls/periods.ts'
import { inZone } from '../calls/time.ts'
import type { ExportRows } from '../export/ExportForm.tsx'
import { activeFilters, FilterChips } from '../filters/FilterChips.tsx'
import { useWords } from '../i18n/use-words.ts'
import { NoteMark } from '../notes/NoteMark.tsx'
import { PlayButton } from '../player/PlayButton.tsx'
import { RecordsView } from '../records/RecordsView.tsx'
import { createSelection } from '../records/selection.ts'
import { useColumnState } from '../records/use-records-table.ts'
import { ViewBar } from '../records/ViewBar.tsx'
import classes from './App.module.css'
import { Boundary, NewVersionNotice } from './Boundary.tsx'
import { LazyDetails } from './LazyDetails.tsx'
import { LazyExport } from './LazyExport.tsx'
import {
  FiltersToggle,
  LazyFilters,
  LazyPeriod,
  LazySearch,
  useFiltersState,
} from './LazyFilters.tsx'
import { LazyPlayer, LazyTimestampLink } from './LazyPlayer.tsx'
import { LazySignIn } from './LazySignIn.tsx'
import { LazySummary, useSummary } from './LazySummary.tsx'
import { LiveStatus, NewCallsPill, useLive, useOfflineSince, useSteadyRows } from './Live.tsx'
import { PageHeader } from './PageHeader.tsx'
import { viewOf } from './saved-views.ts'
import { useNextPage, useWrongKey } from './use-list.ts'

const ViewsMenu = lazyPart(() => import('./ViewsMenu.tsx').then((m) => m.ViewsMenu))
const ShareMenu = lazyPart(() => import('./ShareMenu.tsx').then((m) => m.ShareMenu))
const CellActions = lazyPart(() => import('./CellActions.tsx').then((m) => m.CellActions))
const EmptyView = lazyPart(() => import('./EmptyView.tsx').then((m) => m.EmptyView))
const SelectedCalls = lazyPart(() => import('./SelectedCalls.tsx').then((m) => m.SelectedCalls))

/** The details lie over the list of a phone. */
const PHONE = '(max-width: 47.99em)'

const renderPlay = (record: CallRecord) => <PlayButton call={record} />
const renderMarks = (id: string) => <NoteMark id={id} />

/** Focuses the list after the focused element has disappeared. */
function focusCalls(): void {
  document.getElementById('calls')?.focus()
}

/** The page: reads the address. */
export function App() {
  return <Page {...usePageState()} wrongKey={useWrongKey()} />
}

interface PageProps extends ReturnType<typeof usePageState> {
  wrongKey: string | null
}

/** Composes the features. An event of the history that changes nothing does not render it. */
const Page = memo(function Page({ list, view, call, timestamp, change, wrongKey }: PageProps) {
  const t = useTranslations()
  const words = useWords()
  const client = useQueryClient()
  const session = useQuery(sessionQuery())
  const user = session.data?.user ?? null
  const mayDownload = user?.role !== 'listener'
  const calls = useQuery({
    ...recordsQuery(list, client),
    enabled: wrongKey === null,
    retryOnMount: false, // the first request may have failed before the page renders
  })
  const newest = calls.isPlaceholderData ? undefined : calls.data
  const rows = useSteadyRows(list, newest, calls.dataUpdatedAt)
  const answer = rows.page
  useNextPage(list, answer)
  const hasMirror = session.data?.mirror !== 'off'
  const summary = useSummary(view, answer, hasMirror)
  const { coverage } = summary.summary ?? {}
  const counted = coverage?.read || coverage?.complete ? summary.summary : undefined
  const live = useLive(list, answer, rows.shownAt)
  const columns = useColumnState()
  const [selection] = useState(() => createSelection(client))
  const [exportRows, setExportRows] = useState<ExportRows | null>(null)
  const active = activeFilters(list, words, t)
  const offlineSince = useOfflineSince()
  // A later answer to the newest calls makes up for a failed refresh.
  const isRefreshed = answer !== undefined && calls.errorUpdatedAt < live.updatedAt
  const error = isRefreshed ? live.failure : (calls.error ?? live.failure)
  const failure =
    wrongKey !== null ? new RequestFailure('invalid_query') : error && asFailure(error)
  /** Whether there are no calls to show because of the failure. */
  const hasFailed = failure !== null && answer === undefined
  const isOffline = offlineSince !== null && offlineSince > live.updatedAt
  function retry(): void {
    void calls.refetch()
    void client.invalidateQueries({ queryKey: ['summary'] })
  }
  function refresh(): void {
    void calls.refetch().then(rows.showNewest)
    void client.invalidateQueries({ queryKey: ['summary'] })
  }
  /** Lists what was searched, in the same period. */
  const search = useCallback(
    (filter: FilterPatch) => {
      const { range, from, to } = view
      change.view({ ...viewOf(''), range, from, to, ...filter } as ViewState)
      focusCalls()
    },
    [view, change],
  )
  /** Opens the details of the call that plays, which the page may have to turn to. */
  function showDetails({ id, startedAt }: CallRecord, page: number | null): void {
    const search = callSearch({ id, startedAt })
    if (page === list.page) change.call(id)
    else if (page !== null) change.page(page, id)
    else if (search !== null) change.view(viewOf(search), id)
  }
  /** Lists the newest calls: reloads page 1 in the default order, or goes there. */
  function showNew(): void {
    if (rows.isBehind) rows.showNewest()
    else if (list.page === 1 && list.sort === null) refresh()
    else change.sort(null)
    focusCalls()
  }
  const page = answer ?? calls.data
  const shown = page?.records ?? []
  const listed = { list, records: answer?.records }
  const filters = useFiltersState()
  const open = answer?.records.find((each) => each.id === call)
  const isPhone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false })
  const follow = (id: string) => change.follow({ page: list.page, call: id })
  // A period under way is shared up to now, so that its pages hold the same calls later.
  const now = serverNow(client)
  const span = answer && {
    from: answer.from,
    to: Date.parse(answer.to) > now ? inZone(now, session.data?.timeZone ?? 'UTC') : answer.to,
  }
  const at = answer?.records.findIndex((each) => each.id === call) ?? -1
  const [previous, next] = [at - 1, at + 1].map((index) => answer?.records[index]?.id)
  const beside = {
    onPrevious: previous ? () => follow(previous) : undefined,
    onNext: next ? () => follow(next) : undefined,
  }
  return (
    <div className={classes.page}>
      <a href="#calls" className={classes.skip}>
        {t('app.skip')}
      </a>
      <NewVersionNotice />
      <LazySignIn session={session.data} />
      <PageHeader
        demo={session.data?.demo ?? false}
        user={user}
        canSignOut={user !== null && session.data?.auth !== 'header'}
        auditLost={session.data?.auditLost}
        search={
          <LazySearch
            className={classes.search}
            listed={failure !== null || !calls.isPending}
            hasNames={session.data !== undefined && session.data.mirror !== 'off'}
            onSearch={search}
          />
        }
      >
        <LiveStatus {...live} hasFailed={hasFailed} />
      </PageHeader>
      <Boundary>
        <LazyFilters
          {...filters}
          list={view}
          timeZone={session.data?.timeZone}
          summary={counted}
          listed={failure !== null || !calls.isPending}
          onFilter={change.filter}
          onClear={change.clearFilters}
        />
      </Boundary>
      <main id="calls" className={classes.main} tabIndex={-1} inert={isPhone && open !== undefined}>
        <Boundary>
          <RecordsView
            listKey={JSON.stringify(list)}
            page={page}
            failure={failure}
            wrongKey={wrongKey}
            isOffline={isOffline}
            asOf={answer && (failure || isOffline) ? live.updatedAt : null}
            stale={calls.isPlaceholderData}
            timeZone={session.data?.timeZone}
            isOneDay={isWithinDay(page ? { ...page, range: null } : list)}
            sort={list.sort}
            openId={call}
            columns={columns}
            onSort={change.sort}
            onOpen={change.call}
            onFollow={follow}
            onPage={change.page}
            onSize={change.size}
            onRetry={wrongKey === null ? refresh : change.clearFilters}
            onAutoRetry={retry}
            isRetrying={calls.isFetching}
            emptyNotice={
              page && (
                <Part>
                  <EmptyView
                    list={list}
                    page={page}
                    active={active}
                    timeZone={session.data?.timeZone ?? 'UTC'}
                    onFilter={change.filter}
                    onClear={change.clearFilters}
                    onFirstPage={() => change.page(1)}
                  />
                </Part>
              )
            }
            selection={selection}
            playControl={renderPlay}
            marks={renderMarks}
            cellActions={{
              load: CellActions.load,
              render: (place) => (
                <Part failed={() => null}>
                  <CellActions
                    {...place}
                    list={list}
                    onFilter={(patch) => {
                      change.filter(patch)
                      focusCalls()
                    }}
                  />
                </Part>
              ),
            }}
            selectionActions={
              <Part>
                <SelectedCalls
                  selection={selection}
                  shown={shown}
                  columns={columns.visible}
                  onExport={mayDownload ? () => setExportRows('selected') : null}
                />
              </Part>
            }
          >
            <ViewBar
              page={page}
              updating={calls.isFetching}
              timeZone={session.data?.timeZone}
              onRefresh={wrongKey === null ? refresh : null}
              columns={columns}
              filtersToggle={<FiltersToggle {...filters} count={active.length} />}
              period={
                filters.isWide ? null : (
                  <LazyPeriod
                    list={view}
                    timeZone={session.data?.timeZone}
                    listed={failure !== null || !calls.isPending}
                    isCovered={filters.opened}
                    onFilter={change.filter}
                  />
                )
              }
              views={
                <ToolMenu label={t('views.title')} icon={<IconBookmark size={16} aria-hidden />}>
                  {(menu) => (
                    <ViewsMenu
                      {...menu}
                      view={list}
                      columns={columns.visible}
                      onView={(saved, ids) => {
                        change.view(saved)
                        columns.show(ids)
                      }}
                    />
                  )}
                </ToolMenu>
              }
            >
              {span && (
                <ToolMenu label={t('views.share')} icon={<IconLink size={16} aria-hidden />}>
                  {(menu) => <ShareMenu {...menu} view={list} span={span} call={call} />}
                </ToolMenu>
              )}
              {mayDownload && (
                <LazyExport
                  selection={selection}
                  rows={exportRows}
                  onRows={setExportRows}
                  ready={session.data !== undefined && !hasFailed}
                  view={{
                    query: list,
                    total: calls.isPlaceholderData ? null : (calls.data?.total ?? null),
                    pageRecords: calls.isPlaceholderData ? [] : shown,
                    visibleColumns: columns.visible,
                    timeZone: session.data?.timeZone ?? 'UTC',
                  }}
                />
              )}
            </ViewBar>
            <FilterChips active={active} onFilter={change.filter} onClear={change.clearFilters} />
            {call !== null && timestamp !== null && (
              <Boundary>
                <LazyTimestampLink
                  key={`${timestamp} ${call}`}
                  timestamp={{ callId: call, seconds: timestamp }}
                  view={{ ...listed, goTo: (page) => change.follow({ page, call, t: timestamp }) }}
                  onClose={() => {
                    change.call(null)
                    focusCalls()
                  }}
                />
              </Boundary>
            )}
            {hasMirror && wrongKey === null && (
              <Boundary>
                <LazySummary
                  {...summary}
                  {...(hasFailed && { summary: undefined, failed: true })}
                  list={view}
                  shown={answer}
                  onFilter={change.filter}
                />
              </Boundary>
            )}
            <NewCallsPill fresh={live.fresh} isBehind={rows.isBehind} onShow={showNew} />
          </RecordsView>
        </Boundary>
      </main>
      <LazyDetails
        className={classes.details}
        call={open}
        timeZone={session.data?.timeZone ?? 'UTC'}
        playControl={renderPlay}
        {...beside}
        onFilter={(patch) => {
          change.filter(patch)
          focusCalls()
        }}
        onClose={() => change.call(null)}
      />
      <div className={classes.player} data-screen>
        {session.data && (
          <Boundary>
            <LazyPlayer
              session={session.data}
              view={wrongKey === null ? { ...listed, openId: call, follow: change.follow } : null}
              onDetails={showDetails}
              onLostFocus={focusCalls}
            />
          </Boundary>
        )}
      </div>
    </div>
  )
})
