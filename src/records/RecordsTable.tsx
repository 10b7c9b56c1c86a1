import { type ReactNode, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { ColumnId } from '../calls/columns.ts'
import { useWords } from '../i18n/use-words.ts'
import { CELLS, NUMERIC } from './cells.tsx'
import type { Selection } from './create-selection.ts'
import { nextSort, type PageSort } from './page-sort.ts'
import classes from './RecordsTable.module.css'
import { RowStart, RowStartWords } from './RowStart.tsx'
import { SelectPageBox } from './SelectPageBox.tsx'
import { SkeletonRows } from './SkeletonRows.tsx'
import { SortButton } from './SortButton.tsx'
import { TipPlace } from './TipPlace.tsx'
import type { RecordsTableModel } from './use-records-table.ts'
import { useRowEvents } from './use-row-events.ts'
import { useTopOf } from './use-top-of.ts'

interface RecordsTableProps {
  table: RecordsTableModel
  visible: readonly ColumnId[]
  /** The first page is on its way. */
  loading: boolean
  /** Another list starts at its top. */
  listKey: string
  timeZone: string
  sort: PageSort | null
  onSort: (sort: PageSort | null) => void
  openId: string | null
  onOpen: (id: string | null) => void
  /** The rows shown belong to an earlier page or filter; the new ones are on their way. */
  stale: boolean
  selection: Selection
  playControl: (call: CallRecord) => ReactNode
}

/** A page of calls. A row opens on click, or by the button in its first cell. */
export function RecordsTable(props: RecordsTableProps) {
  const {
    table,
    visible,
    loading,
    listKey,
    timeZone,
    sort,
    onSort,
    openId,
    onOpen,
    stale,
    selection,
    playControl,
  } = props
  const t = useTranslations()
  const words = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const toggle = (id: string) => onOpen(id === openId ? null : id)
  useTopOf(scroller, listKey)
  const { rows } = table.getRowModel()
  const calls = rows.map((row) => row.original)
  useRowEvents(scroller, {
    open: toggle,
    pick: (id, range) => selection.pick(calls, id, range),
    stretch: (from, to) => selection.stretch(calls, from, to),
  })
  const longestTalk = Math.max(0, ...calls.map((call) => call.talkSeconds ?? 0))
  const context = { timeZone, words, longestTalk, playControl }
  const hint = t('records.sortHint', { count: rows.length })
  return (
    <div ref={scroller} className={classes.scroller} aria-busy={stale || loading}>
      <RowStartWords />
      <table
        className={classes.table}
        aria-label={t('records.table')}
        data-stale={stale || undefined}
      >
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header, index) => {
                const id = header.id as ColumnId
                const name = t(`columns.${id}`)
                const direction =
                  sort?.column !== id ? 'none' : sort.descending ? 'descending' : 'ascending'
                const button = (
                  <SortButton
                    name={name}
                    hint={hint}
                    direction={direction}
                    onClick={() => onSort(nextSort(id, sort))}
                  />
                )
                return (
                  <th key={id} scope="col" aria-label={name} aria-sort={direction} data-column={id}>
                    {index === 0 ? (
                      <div className={classes.start}>
                        <SelectPageBox selection={selection} calls={calls} />
                        {button}
                      </div>
                    ) : (
                      button
                    )}
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        {loading && <SkeletonRows columns={visible} />}
        <tbody>
          {rows.map((row) => {
            const names = [`row-${row.index}`, `row-${row.index}-beside`] as const
            return (
              <tr key={row.id} data-id={row.id} data-open={row.id === openId || undefined}>
                {row.getVisibleCells().map((cell, index) => {
                  const id = cell.column.id as ColumnId
                  const content = CELLS[id](row.original, context)
                  return (
                    <td
                      key={id}
                      id={index === 1 ? names[1] : undefined}
                      data-column={id}
                      data-numeric={NUMERIC.has(id) || undefined}
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
      <TipPlace container={scroller} />
    </div>
  )
}
