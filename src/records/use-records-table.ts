import { useLocalStorage } from '@mantine/hooks'
import { functionalUpdate, useTable } from '@tanstack/react-table'
import { useMemo } from 'react'
import type { CallRecord } from '../calls/call.ts'
import { COLUMNS, type ColumnId, DEFAULT_COLUMNS, TABLE_COLUMNS } from '../calls/columns.ts'
import { type CellContext, features, tableColumns } from './columns.tsx'

/** The state of the columns. */
export interface ColumnState {
  /** Never empty. */
  columnVisibility: Record<string, boolean>
  /** Every column, in the order of the table. */
  columnOrder: ColumnId[]
  /** Widths in px of the columns that were resized. */
  columnSizing: Record<string, number>
}

function stateOf(visible: readonly ColumnId[], order: readonly ColumnId[] = []): ColumnState {
  return {
    columnVisibility: Object.fromEntries(COLUMNS.map((id) => [id, visible.includes(id)])),
    columnOrder: [...new Set([...order, ...TABLE_COLUMNS])],
    columnSizing: {},
  }
}

const DEFAULT_STATE = stateOf(DEFAULT_COLUMNS)

function knownColumns(value: unknown): ColumnId[] {
  return Array.isArray(value) ? value.filter((id) => COLUMNS.includes(id)) : []
}

/**
 * Earlier versions stored a list of the visible columns, or `waitSeconds` under another name. Anything
 * unknown is ignored.
 */
function deserialize(text: string | undefined): ColumnState {
  try {
    const stored = JSON.parse(text?.replaceAll('"ringSeconds"', '"waitSeconds"') ?? 'null')
    const { columnVisibility = {}, columnOrder = [], columnSizing = {} } = stored ?? {}
    const visible = Array.isArray(stored)
      ? knownColumns(stored)
      : COLUMNS.filter((id) => columnVisibility[id] === true)
    if (visible.length === 0) return DEFAULT_STATE
    const resized = COLUMNS.filter((id) => Number.isFinite(columnSizing[id]))
    const widths = Object.fromEntries(resized.map((id) => [id, columnSizing[id]]))
    return { ...stateOf(visible, knownColumns(columnOrder)), columnSizing: widths }
  } catch {
    return DEFAULT_STATE // written by another version, or by hand
  }
}

/** The visibility, order and widths of columns, remembered on this computer and in every tab. */
export function useColumnState() {
  const [state, setState] = useLocalStorage<ColumnState>({
    key: 'callboard.columns',
    defaultValue: DEFAULT_STATE,
    getInitialValueInEffect: false,
    deserialize,
  })
  const visible = useMemo(
    () => state.columnOrder.filter((id) => state.columnVisibility[id]),
    [state],
  )
  /** Changes parts of the state; a change that would hide every column is ignored. */
  function change(part: Partial<ColumnState>): void {
    const next = { ...state, ...part }
    if (COLUMNS.some((id) => next.columnVisibility[id])) setState(next)
  }
  /** The default columns follow the width of the table. */
  const isDefault = visible.join() === DEFAULT_COLUMNS.join()
  return {
    state,
    visible,
    isDefault,
    change,
    /** Shows these columns in this order, in their usual widths. */
    show: (ids: readonly ColumnId[]) => ids.length > 0 && setState(stateOf(ids, ids)),
    reset: () => setState(DEFAULT_STATE),
  }
}

export type RecordsTableModel = ReturnType<typeof useRecordsTable>

/** The page's calls with the columns chosen. */
export function useRecordsTable(
  records: readonly CallRecord[] | undefined,
  columns: ReturnType<typeof useColumnState>,
  context: CellContext,
) {
  const data = useMemo(() => [...(records ?? [])], [records])
  return useTable({
    features,
    columns: tableColumns,
    data,
    getRowId: (call) => call.id,
    meta: context,
    state: columns.state,
    onColumnSizingChange: (updater) =>
      columns.change({ columnSizing: functionalUpdate(updater, columns.state.columnSizing) }),
    columnResizeMode: 'onChange',
  })
}
