import {
  type CSSProperties,
  Fragment,
  memo,
  type ReactNode,
  type RefObject,
  type SyntheticEvent,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { useTranslations } from 'use-intl'
import { loadChunk } from '../api/lazy-part.tsx'
import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import type { Sort } from '../calls/query.ts'
import { ColumnHead } from './ColumnHead.tsx'
import { CALL_COLUMNS, type CellContext } from './columns.tsx'
import type { HoverTip } from './HoverTip.tsx'
import classes from './RecordsTable.module.css'
import cards from './RowCards.module.css'
import skeleton from './SkeletonRows.module.css'
import type { Selection } from './selection.ts'
import type { RecordsTableModel } from './use-records-table.ts'
import { useRowEvents } from './use-row-events.ts'

/** Id of the text that names the button of every row, with its content. */
const OPENS_ID = 'row-opens'
/** The rows that the window shows, below the other parts of the page. */
const WINDOW_ROWS = Math.ceil(window.innerHeight / 50)
const SKELETON_ROWS = Array.from({ length: WINDOW_ROWS }, (_, index) => index)

interface CellPlace {
  /** The element around the table. */
  container: RefObject<HTMLElement | null>
  /** The calls of the page. */
  calls: readonly CallRecord[]
  /** The cell from which the right arrow moved into the actions; a new object each time. */
  entered: { cell: HTMLElement } | null
}

interface RecordsTableProps {
  table: RecordsTableModel
  /** Whether the columns follow the width of the table. */
  isFluid: boolean
  /** Whether the first page is loading. */
  loading: boolean
  /** Identifies the list: another one starts at its top. */
  listKey: string
  sort: Sort | null
  onSort: (sort: Sort | null) => void
  openId: string | null
  onOpen: (id: string | null) => void
  /** Opens the details of another call while they are open. */
  onFollow: (id: string) => void
  /** Whether the rows belong to an earlier page or filter while the new ones load. */
  stale: boolean
  selection: Selection
  /** The actions in the cell under the pointer. They load once the table is in use. */
  cellActions: { load: () => Promise<unknown>; render: (place: CellPlace) => ReactNode }
  /** Stands below the heads in place of rows. */
  children: ReactNode
}

/** Renders a page of calls. A row opens by a click, or by the button with its start. */
export function RecordsTable(props: RecordsTableProps) {
  const { table, loading, listKey, sort, onSort, openId, onOpen, stale, selection } = props
  const t = useTranslations('records')
  const scroller = useRef<HTMLDivElement>(null)
  const [Tip, setTip] = useState<typeof HoverTip | null>(null)
  const [hasActions, setHasActions] = useState(false)
  const isLoadingActions = useRef(false)
  const [entered, setEntered] = useState<CellPlace['entered']>(null)
  const calls = table.getRowModel().rows.map((row) => row.original)
  // Once for the table: a subscription of each row would cost more than to compare the rows.
  const selected = useSyncExternalStore(selection.subscribe, selection.getState)
  const isSelecting = calls.some(({ id }) => selected.has(id))
  const context = table.options.meta as CellContext
  const columns = table.getVisibleLeafColumns().map(({ id }) => id as ColumnId)
  const columnKey = columns.join()
  const list = stale || loading ? '' : listKey
  const completeList = useDeferredValue(list, '')
  // The rows of another list that a window shows are painted before the others.
  const rendered = stale || list === completeList ? calls : calls.slice(0, WINDOW_ROWS)
  const rowEvents = useRowEvents({
    open: (id) => onOpen(id === openId ? null : id),
    follow: (id) => openId !== null && props.onFollow(id),
    pick: (id, range) => selection.pick(calls, id, range),
    extend: (from, to) => selection.extend(calls, from, to),
    enter: (cell) => {
      setEntered({ cell })
      loadActions()
    },
  })
  const events = { ...rowEvents, onPointerOver: onUse, onFocus: onUse }

  useEffect(() => {
    if (listKey) scroller.current?.scrollTo({ top: 0 })
  }, [listKey])

  function onUse(event: SyntheticEvent): void {
    loadActions()
    loadTip(event)
  }

  /** Loads the actions of cells. After a failure, the next use of the table tries again. */
  function loadActions(): void {
    if (isLoadingActions.current) return
    isLoadingActions.current = true
    props.cellActions.load().then(
      () => setHasActions(true),
      () => {
        isLoadingActions.current = false
      },
    )
  }

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
    <div
      ref={scroller}
      className={`${classes.scroller} ${cards.scroller}`}
      aria-busy={stale || loading}
      {...events}
    >
      <span id={OPENS_ID} hidden>
        {t('details')}
      </span>
      <table
        className={`${classes.table} ${cards.table}`}
        aria-label={t('table')}
        data-fluid={props.isFluid || undefined}
        data-one-day={context.isOneDay || undefined}
        data-selecting={isSelecting || undefined}
        style={props.isFluid ? undefined : { minInlineSize: table.getTotalSize() }}
      >
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header, index) => (
                <Fragment key={header.id}>
                  <ColumnHead
                    header={header}
                    sized={table.state.columnSizing[header.id]}
                    isResizing={header.column.getIsResizing()}
                    sort={sort}
                    onSort={onSort}
                  />
                  {index === 0 && (
                    <th scope="col" data-column="select" aria-label={t('select')}>
                      <SelectPageBox selection={selection} calls={calls} />
                    </th>
                  )}
                </Fragment>
              ))}
              <th data-column="marks" aria-label={t('marks')} />
            </tr>
          ))}
        </thead>
        {loading && <SkeletonRows columns={columns} />}
        <tbody>
          {rendered.map((call, index) => (
            <CallRow
              key={call.id}
              call={call}
              index={index}
              columnKey={columnKey}
              context={context}
              isOpen={call.id === openId}
              isSelected={selected.has(call.id)}
            />
          ))}
        </tbody>
      </table>
      {props.children}
      {Tip && <Tip container={scroller} />}
      {hasActions && props.cellActions.render({ container: scroller, calls, entered })}
    </div>
  )
}

interface SelectPageBoxProps {
  selection: Selection
  /** The calls of the page. */
  calls: readonly CallRecord[]
}

/** Selects the calls of a page. If all are selected or the selection is full, deselects them. */
function SelectPageBox({ selection, calls }: SelectPageBoxProps) {
  const t = useTranslations('records')
  const selected = useSyncExternalStore(selection.subscribe, selection.getState)
  const count = calls.filter(({ id }) => selected.has(id)).length
  const all = count > 0 && count === calls.length
  const full = count > 0 && selected.size === selection.max
  return (
    <input
      type="checkbox"
      className={classes.box}
      aria-label={t('selectPage')}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !all
      }}
      checked={all}
      disabled={calls.length === 0}
      onChange={() => selection.set(calls, !all && !full)}
    />
  )
}

interface CallRowProps {
  call: CallRecord
  index: number
  /** The ids of the visible columns as one text, which is equal if they are. */
  columnKey: string
  context: CellContext
  isOpen: boolean
  isSelected: boolean
}

// The table handles the event, because it needs the Shift key and clicks beside the checkbox.
const ignore = () => {}

/** A row of the table. It renders again only if its own props change. */
const CallRow = memo(function CallRow(props: CallRowProps) {
  const { call, index, columnKey, context, isOpen, isSelected } = props
  const { t } = context
  const columns = columnKey.split(',') as ColumnId[]
  const opener = columns.find((id) => id !== 'recording')
  const time = context.formatTime(call.startedAt)
  const own = `open-${index}`
  return (
    <tr data-id={call.id} data-open={isOpen || undefined} data-selected={isSelected || undefined}>
      {columns.map((id, place) => {
        const { cell, attributes, numeric } = CALL_COLUMNS[id]
        // Called instead of rendered, because 500 components would take time.
        const content = cell(call, context)
        return (
          <Fragment key={id}>
            <td data-column={id} data-numeric={numeric} {...attributes?.(call, context)}>
              {id === opener ? (
                <button
                  type="button"
                  id={own}
                  className={classes.open}
                  aria-expanded={isOpen}
                  aria-labelledby={`${OPENS_ID} ${own}`}
                >
                  {content || t('records.noValue')}
                </button>
              ) : (
                content
              )}
            </td>
            {place === 0 && (
              <td data-column="select" data-pick>
                <input
                  type="checkbox"
                  className={classes.box}
                  aria-label={t('records.selectAt', { time })}
                  checked={isSelected}
                  onChange={ignore}
                />
              </td>
            )}
          </Fragment>
        )
      })}
      <td data-column="marks">{context.marks(call.id)}</td>
    </tr>
  )
})

/** Placeholder rows that keep the table's size while the first page loads. */
function SkeletonRows({ columns }: { columns: readonly ColumnId[] }) {
  return (
    <tbody aria-hidden className={skeleton.rows}>
      {SKELETON_ROWS.map((row) => (
        <tr key={row}>
          {columns.map((id, index) => (
            <Fragment key={id}>
              <td
                data-column={id}
                data-numeric={CALL_COLUMNS[id].numeric}
                // Different widths look like words; these repeat without a visible pattern.
                style={{ '--share': `${45 + ((row * 7 + index * 13) % 45)}%` } as CSSProperties}
              />
              {index === 0 && <td data-column="select" />}
            </Fragment>
          ))}
          <td data-column="marks" />
        </tr>
      ))}
    </tbody>
  )
}
