import {
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId } from '../calls/columns.ts'
import type { PageSort } from './page-sort.ts'
import { sortPage } from './sort-page.ts'

const features = tableFeatures({ columnVisibilityFeature })

const helper = createColumnHelper<typeof features, CallRecord>()
const columns = helper.columns(COLUMNS.map((id) => helper.display({ id })))

export type RecordsTableModel = ReturnType<typeof useRecordsTable>

/** The page's calls in the order and with the columns chosen. Sorts what it is given, no more. */
export function useRecordsTable(
  records: CallRecord[] | undefined,
  visible: readonly ColumnId[],
  sort: PageSort | null,
) {
  const columnVisibility = useMemo(
    () => Object.fromEntries(COLUMNS.map((id) => [id, visible.includes(id)])),
    [visible],
  )
  const data = useMemo(() => sortPage(records ?? [], sort), [records, sort])
  return useTable({
    features,
    columns,
    data,
    getRowId: (call) => call.id,
    state: { columnVisibility },
  })
}
