import type { Header } from '@tanstack/react-table'
import { type CSSProperties, type KeyboardEvent, memo } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import type { Sort } from '../calls/query.ts'
import classes from './ColumnHead.module.css'
import { CALL_COLUMNS, type features } from './columns.tsx'

/** The px by which a step changes the width of a column. */
const RESIZE_STEP = 16

/** Returns the width (px) of a column after a step wider or narrower. */
export function steppedWidth(id: ColumnId, step: 1 | -1): number {
  const shown = document.querySelector<HTMLElement>(`th[data-column="${id}"]`)?.offsetWidth
  return Math.max((shown ?? CALL_COLUMNS[id].width) + step * RESIZE_STEP, RESIZE_STEP * 3)
}

interface ColumnHeadProps {
  header: Header<typeof features, CallRecord, unknown>
  /** The width in px that the user set. */
  sized: number | undefined
  isResizing: boolean
  sort: Sort | null
  onSort: (sort: Sort | null) => void
}

/**
 * A column header, which sorts the list: descending, ascending, the vendor's order. Its end can be
 * dragged to resize the column. Alt and an arrow key do the same. A plain button loads faster.
 */
export const ColumnHead = memo(function ColumnHead(props: ColumnHeadProps) {
  const { header, sized, isResizing, sort, onSort } = props
  const t = useTranslations()
  const { column, table } = header.getContext()
  const id = column.id as ColumnId
  const name = t(`columns.${id}`)
  const direction = sort?.column !== id ? 'none' : sort.descending ? 'descending' : 'ascending'
  const next = direction === 'ascending' ? null : { column: id, descending: direction === 'none' }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = ({ ArrowLeft: -1, ArrowRight: 1 } as const)[event.key]
    if (!event.altKey || !step) return
    event.preventDefault() // the browser would go back
    table.setColumnSizing((before) => ({ ...before, [id]: steppedWidth(id, step) }))
  }

  return (
    <th
      scope="col"
      aria-label={name}
      aria-sort={direction}
      data-column={id}
      data-numeric={CALL_COLUMNS[id].numeric}
      data-sized={sized !== undefined || undefined}
      style={{ '--width': `${sized ?? CALL_COLUMNS[id].width}px` } as CSSProperties}
    >
      <button
        type="button"
        className={`mantine-focus-auto ${classes.sort}`}
        data-tip={t('records.sortHint')}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        onClick={() => onSort(next)}
        onKeyDown={onKeyDown}
      >
        <span className={classes.name}>{name}</span>
      </button>
      <span
        className={classes.resize}
        data-resizing={isResizing || undefined}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => column.resetSize()}
        aria-hidden
      />
    </th>
  )
})
