import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { configure } from '@testing-library/react'
import { useState } from 'react'
import { vi } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { PartWords } from '../i18n/PartWords.tsx'
import { CallDetails } from '../records/CallDetails.tsx'
import { RecordsView } from '../records/RecordsView.tsx'
import { SelectionActions } from '../records/SelectionActions.tsx'
import { createSelection, type Selection } from '../records/selection.ts'
import { useColumnState } from '../records/use-records-table.ts'
import { renderInPage } from './render-in-page.tsx'

// Parts of the view are loaded lazily.
configure({ asyncUtilTimeout: 4_000 })

const ignore = () => {}
const renderPlay = (call: CallRecord) => <button type="button">Play {call.id}</button>
const tableOf = (calls: CallRecord[]) => ({
  html: `<table>${calls.length}</table>`,
  text: calls.map(({ id }) => id).join(),
})

const DAY = {
  from: '2026-03-10T00:00:00+08:00',
  to: '2026-03-10T23:59:59+08:00',
  coverage: null,
}

/**
 * Renders one page of `records` in English. A click opens a call.
 * @returns the selection, which is copied as its ids
 */
export function renderRecords(records: CallRecord[]): Selection {
  vi.stubGlobal('fetch', () => new Promise(() => {})) // the calls of the same customer
  const client = new QueryClient()
  const selection = createSelection(client)
  function Page() {
    const [openId, setOpenId] = useState<string | null>(null)
    const columns = useColumnState()
    const open = records.find(({ id }) => id === openId)
    return (
      <>
        <RecordsView
          listKey="one"
          page={{ records, total: records.length, page: 1, size: 50, pages: 1, ...DAY }}
          failure={null}
          wrongKey={null}
          isOffline={false}
          asOf={null}
          stale={false}
          isRetrying={false}
          timeZone="Asia/Shanghai"
          isOneDay
          sort={null}
          openId={openId}
          columns={columns}
          onSort={ignore}
          onOpen={setOpenId}
          onPage={ignore}
          onSize={ignore}
          onRetry={ignore}
          onAutoRetry={ignore}
          emptyNotice={null}
          onFollow={setOpenId}
          marks={() => null}
          cellActions={{ load: async () => {}, render: () => null }}
          selection={selection}
          selectionActions={
            <PartWords>
              <SelectionActions
                selection={selection}
                shown={records}
                tableOf={tableOf}
                onPlay={ignore}
                onStar={ignore}
                onExport={ignore}
              />
            </PartWords>
          }
          playControl={renderPlay}
        >
          <div role="dialog">
            <input aria-label="Field on top" />
          </div>
        </RecordsView>
        {open && (
          <CallDetails
            call={open}
            timeZone="Asia/Shanghai"
            playControl={renderPlay}
            notes={null}
            marks={null}
            onPrevious={undefined}
            onNext={undefined}
            onFilter={ignore}
            onClose={() => setOpenId(null)}
          />
        )}
      </>
    )
  }
  renderInPage(
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>,
  )
  return selection
}
