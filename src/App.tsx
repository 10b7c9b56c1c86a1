import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import classes from './App.module.css'
import { RequestFailure } from './api/client.ts'
import { recordsQuery, sessionQuery } from './api/queries.ts'
import { useNextPage } from './api/use-next-page.ts'
import { usePageState } from './api/use-page-state.ts'
import { useWrongKey } from './api/use-wrong-key.ts'
import { Boundary } from './Boundary.tsx'
import { ExportPlace } from './ExportPlace.tsx'
import { FiltersPlace } from './FiltersPlace.tsx'
import { activeFilters } from './filters/active-filters.ts'
import { FilterChips } from './filters/FilterChips.tsx'
import { useWords } from './i18n/use-words.ts'
import { createShelf } from './notes/create-shelf.ts'
import { NoteMark } from './notes/NoteMark.tsx'
import { PageHeader } from './PageHeader.tsx'
import { PlayerPlace } from './PlayerPlace.tsx'
import { createMendedPlayer } from './player/create-mended-player.ts'
import { PlayButton } from './player/PlayButton.tsx'
import { RecordsView } from './records/RecordsView.tsx'
import { useVisibleColumns } from './records/use-visible-columns.ts'

/** The page: the address in, every feature composed. */
export function App() {
  const t = useTranslations()
  const words = useWords()
  const client = useQueryClient()
  const { list, call, sort, change } = usePageState()
  const wrongKey = useWrongKey()
  const session = useQuery(sessionQuery())
  const calls = useQuery({ ...recordsQuery(list, client), enabled: wrongKey === null })
  useNextPage(list, calls.isPlaceholderData ? undefined : calls.data)
  const columns = useVisibleColumns()
  const [player] = useState(() => createMendedPlayer(client))
  const [shelf] = useState(() => createShelf())
  const active = activeFilters(list, words)
  const failure =
    wrongKey !== null
      ? new RequestFailure('invalid_query')
      : calls.error instanceof RequestFailure
        ? calls.error
        : null
  return (
    <div className={classes.page}>
      <a href="#calls" className={classes.skip}>
        {t('app.skip')}
      </a>
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
              playControl={(record) => (
                <NoteMark shelf={shelf} id={record.id}>
                  <PlayButton call={record} player={player} />
                </NoteMark>
              )}
              actions={(shown) => (
                <ExportPlace
                  shelf={shelf}
                  ready={session.data !== undefined && wrongKey === null}
                  view={{
                    list,
                    total: calls.isPlaceholderData ? null : (calls.data?.total ?? null),
                    pageRecords: shown,
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
            player={player}
            shelf={shelf}
            session={session.data}
            onLostFocus={() => document.getElementById('calls')?.focus()}
          />
        </Boundary>
      )}
    </div>
  )
}
