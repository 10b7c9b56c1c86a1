import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { COLUMNS, type ColumnId } from '../contract/columns.ts'
import type { CallRecord } from '../contract/record.ts'
import type { PageSort } from './page-sort.ts'
import { SORT_VALUES } from './sort-value.ts'

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})

/** Numbers by size, names as people order them: `Agent 9` before `Agent 10`. */
const byValue: SortFn<typeof features, CallRecord> = (a, b, columnId) => {
  const [left, right] = [a.getValue<unknown>(columnId), b.getValue<unknown>(columnId)]
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return collator.compare(String(left), String(right))
}

const helper = createColumnHelper<typeof features, CallRecord>()
const columns = helper.columns(
  COLUMNS.map((id) =>
    helper.accessor((call) => SORT_VALUES[id](call), {
      id,
      sortFn: byValue,
      sortUndefined: 'last',
    }),
  ),
)

export type RecordsTableModel = ReturnType<typeof useRecordsTable>

const NO_CALLS: CallRecord[] = []

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
  const sorting = useMemo(() => (sort ? [{ id: sort.column, desc: sort.descending }] : []), [sort])
  return useTable({
    features,
    columns,
    data: records ?? NO_CALLS,
    getRowId: (call) => call.id,
    state: { columnVisibility, sorting },
  })
}
