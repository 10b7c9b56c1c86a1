import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { asFailure, RequestFailure } from '../api/client.ts'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { recordsQuery, serverNow, sessionQuery } from '../api/queries.ts'
import { useNextPage } from '../api/use-next-page.ts'
import { usePageState } from '../api/use-page-state.ts'
import { useWrongKey } from '../api/use-wrong-key.ts'
import type { CallRecord } from '../calls/call.ts'
import { activeFilters } from '../filters/active-filters.ts'
import { FilterChips } from '../filters/FilterChips.tsx'
import { useWords } from '../i18n/use-words.ts'
import { createShelf } from '../notes/create-shelf.ts'
import { NoteMark } from '../notes/NoteMark.tsx'
import { createAnticipation } from '../player/create-anticipation.ts'
import { createMendedPlayer } from '../player/create-mended-player.ts'
import { createHeardMarks } from '../player/heard/heard-marks.ts'
import { resumeAt } from '../player/heard/resume-at.ts'
import { PlayButton } from '../player/PlayButton.tsx'
import { RecordsView } from '../records/RecordsView.tsx'
import { createSelection } from '../records/selection.ts'
import { NEWEST_FIRST, parseSort, sortPage } from '../records/sort.ts'
import { useColumnState } from '../records/use-records-table.ts'
import classes from './App.module.css'
import { Boundary } from './Boundary.tsx'
import { ExportPlace } from './ExportPlace.tsx'
import { FiltersPlace } from './FiltersPlace.tsx'
import { MomentPlace } from './MomentPlace.tsx'
import { NewVersionNotice } from './NewVersionNotice.tsx'
import { PageHeader } from './PageHeader.tsx'
import { loadDock, PlayerPlace } from './PlayerPlace.tsx'

const SelectionWithTable = lazyPart(() =>
  import('./SelectionWithTable.tsx').then((m) => m.SelectionWithTable),
)

/** The player, and what is known of earlier listening. */
function createListener(client: QueryClient) {
  const heard = createHeardMarks()
  const player = createMendedPlayer(client, { startAt: (call) => resumeAt(heard, call) })
  return { heard, player, anticipation: createAnticipation(player) }
}

/** For when what had the focus is gone. */
function focusCalls(): void {
  document.getElementById('calls')?.focus()
}

/** The page: the address in, every feature composed. */
export function App() {
  const t = useTranslations()
  const words = useWords()
  const client = useQueryClient()
  const { list, call, moment, sort, change } = usePageState()
  const wrongKey = useWrongKey()
  const session = useQuery(sessionQuery())
  const calls = useQuery({ ...recordsQuery(list, client), enabled: wrongKey === null })
  useNextPage(list, calls.isPlaceholderData ? undefined : calls.data)
  const columns = useColumnState()
  const [{ player, anticipation, heard }] = useState(() => createListener(client))
  const [shelf] = useState(() => createShelf())
  const [selection] = useState(() => createSelection(client))
  const active = activeFilters(list, words)
  const failure =
    wrongKey !== null ? new RequestFailure('invalid_query') : calls.error && asFailure(calls.error)
  const view = {
    list,
    records: calls.isPlaceholderData ? undefined : calls.data?.records,
    order: (records: readonly CallRecord[]) => sortPage(records, parseSort(sort)),
  }
  return (
    <div className={classes.page}>
      <a href="#calls" className={classes.skip}>
        {t('app.skip')}
      </a>
      <NewVersionNotice />
      <PageHeader demo={session.data?.demo ?? false} />
      <div className={classes.body}>
        <Boundary>
          <FiltersPlace
            list={list}
            timeZone={session.data?.timeZone}
            count={active.length}
            listed={failure !== null || !calls.isPending}
            onFilter={change.filter}
            onClear={change.clearFilters}
          />
        </Boundary>
        <main id="calls" className={classes.main} tabIndex={-1}>
          <FilterChips active={active} onFilter={change.filter} onClear={change.clearFilters} />
          {call !== null && moment !== null && (
            <Boundary>
              <MomentPlace
                key={`${moment} ${call}`}
                player={player}
                moment={{ id: call, seconds: moment }}
                view={{ ...view, goTo: (page) => change.follow({ page, call, t: moment }) }}
                onClose={() => {
                  change.call(null)
                  focusCalls()
                }}
              />
            </Boundary>
          )}
          <Boundary>
            <RecordsView
              listKey={JSON.stringify(list)}
              page={calls.data}
              failure={failure}
              wrongKey={wrongKey}
              stale={calls.isPlaceholderData}
              updating={calls.isFetching}
              timeZone={session.data?.timeZone}
              filtered={active.length > 0}
              sort={sort}
              openId={call}
              columns={columns}
              onSort={change.sort}
              onOpen={change.call}
              onPage={change.page}
              onSize={change.size}
              onRetry={() => void calls.refetch()}
              onClear={change.clearFilters}
              selection={selection}
              playControl={(record) => (
                <NoteMark shelf={shelf} id={record.id}>
                  <PlayButton
                    call={record}
                    player={player}
                    heard={heard}
                    onNear={() => anticipation.near(record, () => loadDock(player))}
                    onAway={() => anticipation.away(record)}
                  />
                </NoteMark>
              )}
              selectionActions={(shown) => (
                <Part>
                  <SelectionWithTable
                    selection={selection}
                    shown={shown}
                    columns={columns.visible}
                    order={(calls) => sortPage(calls, parseSort(sort) ?? NEWEST_FIRST)}
                  />
                </Part>
              )}
              actions={(shown) => (
                <ExportPlace
                  shelf={shelf}
                  selection={selection}
                  ready={session.data !== undefined && wrongKey === null}
                  view={{
                    list,
                    period: calls.isPlaceholderData ? null : (calls.data ?? null),
                    now: () => serverNow(client),
                    total: calls.isPlaceholderData ? null : (calls.data?.total ?? null),
                    pageRecords: calls.isPlaceholderData ? [] : shown,
                    visibleColumns: columns.visible,
                    timeZone: session.data?.timeZone ?? 'UTC',
                  }}
                />
              )}
            />
          </Boundary>
        </main>
      </div>
      {session.data && (
        <Boundary>
          <PlayerPlace
            anticipation={anticipation}
            player={player}
            shelf={shelf}
            session={session.data}
            heard={heard}
            view={wrongKey === null ? { ...view, openId: call, follow: change.follow } : null}
            onLostFocus={focusCalls}
          />
        </Boundary>
      )}
    </div>
  )
}
