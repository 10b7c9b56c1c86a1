import { configure } from '@testing-library/react'
import { useState } from 'react'
import { DEFAULT_COLUMNS } from '../contract/columns.ts'
import type { CallRecord } from '../contract/record.ts'
import { renderInPage } from '../player/render-in-page.tsx'
import { RecordsView } from './RecordsView.tsx'

// Parts of the view are loaded when they are needed.
configure({ asyncUtilTimeout: 4_000 })

const columns = { visible: DEFAULT_COLUMNS, show: () => {}, reset: () => {} }
const ignore = () => {}

/** Renders one page of `records` as the English page would, for tests; a click opens its call. */
export function renderRecords(records: CallRecord[]): void {
  function Page() {
    const [openId, setOpenId] = useState<string | null>(null)
    return (
      <RecordsView
        listKey="one"
        page={{ records, total: records.length, page: 1, size: 50, pages: 1 }}
        failure={null}
        wrongKey={null}
        stale={false}
        updating={false}
        timeZone="Asia/Shanghai"
        filtered={false}
        sort={null}
        openId={openId}
        columns={columns}
        onSort={ignore}
        onOpen={setOpenId}
        onPage={ignore}
        onSize={ignore}
        onRetry={ignore}
        onClear={ignore}
        playControl={(call) => <button type="button">Play {call.id}</button>}
        actions={() => (
          <div role="dialog">
            <input aria-label="Field on top" />
          </div>
        )}
      />
    )
  }
  renderInPage(<Page />)
}
