import { Skeleton, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { Header } from '@tanstack/react-table'
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useRef,
  useState,
} from 'react'
import { useTranslations } from 'use-intl'
import { loadChunk } from '../api/lazy-part.tsx'
import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import type { Sort } from '../calls/query.ts'
import { CALL_COLUMNS, type CellContext, type features } from './columns.tsx'
import type { HoverTip } from './HoverTip.tsx'
import classes from './RecordsTable.module.css'
import { RowStart, RowStartWords, SelectPageBox } from './RowStart.tsx'
import type { Selection } from './selection.ts'
import type { RecordsTableModel } from './use-records-table.ts'
import { useRowEvents } from './use-row-events.ts'

const SKELETON_ROWS = Array.from({ length: 20 }, (_, index) => index)
/** The px by which Alt and an arrow key change the width of a column. */
const RESIZE_STEP = 16

interface RecordsTableProps {
  table: RecordsTableModel
  /** Whether the first page is loading. */
  loading: boolean
  /** Identifies the list: another one starts at its top. */
  listKey: string
  sort: Sort | null
  onSort: (sort: Sort | null) => void
  openId: string | null
  onOpen: (id: string | null) => void
  /** Whether the rows belong to an earlier page or filter while the new ones load. */
  stale: boolean
  selection: Selection
}

/** Renders a page of calls. A row opens by a click, or by the button in its first cell. */
export function RecordsTable(props: RecordsTableProps) {
  const { table, loading, listKey, sort, onSort, openId, onOpen, stale, selection } = props
  const t = useTranslations('records')
  const scroller = useRef<HTMLDivElement>(null)
  const [Tip, setTip] = useState<typeof HoverTip | null>(null)
  const { rows } = table.getRowModel()
  const calls = rows.map((row) => row.original)
  const sized = table.state.columnSizing
  const context = table.options.meta as CellContext
  const toggle = (id: string) => onOpen(id === openId ? null : id)
  const rowEvents = useRowEvents({
    open: toggle,
    pick: (id, range) => selection.pick(calls, id, range),
    extend: (from, to) => selection.extend(calls, from, to),
  })
  const events = { ...rowEvents, onPointerOver: loadTip, onFocus: loadTip }

  useEffect(() => {
    if (listKey) scroller.current?.scrollTo({ top: 0 })
  }, [listKey])

  /** Loads the tooltip for the first target that has a tip, or for a focused row, which may have one. */
  function loadTip({ type, target }: SyntheticEvent): void {
    if (Tip || !(target instanceof Element)) return
    if (type === 'pointerover' && !target.closest('[data-tip]')) return
    loadChunk(() => import('./HoverTip.tsx')).then(
      (module) => setTip(() => module.HoverTip),
      () => undefined,
    )
  }

  return (
    <div ref={scroller} className={classes.scroller} aria-busy={stale || loading} {...events}>
      <RowStartWords />
      <table className={classes.table} aria-label={t('table')} data-stale={stale || undefined}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header, index) => (
                <ColumnHead
                  key={header.id}
                  header={header}
                  sort={sort}
                  style={loading ? { minInlineSize: header.getSize() } : widthOf(header.id, sized)}
                  onSort={onSort}
                >
                  {index === 0 && <SelectPageBox selection={selection} calls={calls} />}
                </ColumnHead>
              ))}
            </tr>
          ))}
        </thead>
        {loading && <SkeletonRows columns={table.getVisibleLeafColumns().length} />}
        <tbody>
          {rows.map((row) => {
            const names = [`row-${row.index}`, `row-${row.index}-beside`] as const
            return (
              <tr key={row.id} data-id={row.id} data-open={row.id === openId || undefined}>
                {row.getVisibleCells().map((cell, index) => {
                  const { id, columnDef } = cell.column
                  // Called instead of rendered, because 1,000 components would take time.
                  const content = CALL_COLUMNS[id as ColumnId].cell(row.original, context)
                  return (
                    <td
                      key={id}
                      id={index === 1 ? names[1] : undefined}
                      data-column={id}
                      data-numeric={columnDef.meta?.numeric || undefined}
                      data-sized={id in sized || undefined}
                      style={widthOf(id, sized)}
                    >
                      {index === 0 ? (
                        <RowStart
                          selection={selection}
                          id={row.id}
                          names={names}
                          opened={row.id === openId}
                          onOpen={() => toggle(row.id)}
                        >
                          {content}
                        </RowStart>
                      ) : (
                        content
                      )}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
      {Tip && <Tip container={scroller} />}
    </div>
  )
}

/** Returns the width that the user set, as a CSS variable; `undefined` leaves it to the content. */
function widthOf(id: string, sized: Readonly<Record<string, number>>): CSSProperties | undefined {
  return id in sized ? ({ '--width': `${sized[id]}px` } as CSSProperties) : undefined
}

const SORT_ICONS = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort }

interface ColumnHeadProps {
  header: Header<typeof features, CallRecord, unknown>
  sort: Sort | null
  style: CSSProperties | undefined
  onSort: (sort: Sort | null) => void
  children: ReactNode
}

/** Returns the sort after a click on a column: descending, ascending, the vendor's own order. */
function nextSort(column: ColumnId, sort: Sort | null): Sort | null {
  if (sort?.column !== column) return { column, descending: true }
  return sort.descending ? { column, descending: false } : null
}

/**
 * A column header, which sorts the list: descending, ascending, the vendor's order. Its end can be
 * dragged to resize the column. Alt and an arrow key do the same.
 */
function ColumnHead({ header, sort, style, onSort, children }: ColumnHeadProps) {
  const t = useTranslations()
  const { column, table } = header.getContext()
  const id = column.id as ColumnId
  const name = t(`columns.${id}`)
  const direction = sort?.column !== id ? 'none' : sort.descending ? 'descending' : 'ascending'
  const Icon = SORT_ICONS[direction]

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowLeft: -RESIZE_STEP, ArrowRight: RESIZE_STEP }[event.key]
    if (!event.altKey || !step) return
    event.preventDefault() // the browser would go back
    const width = event.currentTarget.closest('th')?.offsetWidth ?? column.getSize()
    table.setColumnSizing((before) => ({
      ...before,
      [id]: Math.max(width + step, RESIZE_STEP * 3),
    }))
  }

  return (
    <th
      scope="col"
      aria-label={name}
      aria-sort={direction}
      data-column={id}
      data-sized={style && '--width' in style}
      style={style}
    >
      <div className={children ? classes.start : undefined}>
        {children}
        <UnstyledButton
          className={classes.sort}
          data-tip={t('records.sortHint')}
          aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
          onClick={() => onSort(nextSort(id, sort))}
          onKeyDown={onKeyDown}
        >
          {name}
          <Icon
            size={13}
            className={classes.sortIcon}
            data-sorted={direction !== 'none' || undefined}
            aria-hidden
          />
        </UnstyledButton>
      </div>
      <span
        className={classes.resize}
        data-resizing={column.getIsResizing() || undefined}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => column.resetSize()}
        aria-hidden
      />
    </th>
  )
}

/** Placeholder rows that keep the table's size while the first page loads. */
function SkeletonRows({ columns }: { columns: number }) {
  return (
    <tbody aria-hidden>
      {SKELETON_ROWS.map((row) => (
        <tr key={row}>
          {Array.from({ length: columns }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns have no other name here
            <td key={index}>
              {/* Different widths look like words; these repeat without a visible pattern. */}
              <Skeleton height={10} radius="xl" width={`${45 + ((row * 7 + index * 13) % 45)}%`} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
