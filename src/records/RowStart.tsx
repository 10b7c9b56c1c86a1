import { UnstyledButton } from '@mantine/core'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import classes from './RecordsTable.module.css'
import type { Selection } from './selection.ts'

/** Id of the words that say what the button of every row does. */
const OPENS_ID = 'row-opens'

interface RowStartProps {
  selection: Selection
  /** Of the call. */
  id: string
  /** Ids of what tells the row from others: this cell's content, and what is beside it. */
  names: readonly [own: string, beside: string]
  opened: boolean
  onOpen: () => void
  children: ReactNode
}

/** The words once for all rows, seen by nobody. */
export function RowStartWords() {
  const t = useTranslations('records')
  return (
    <span id={OPENS_ID} hidden>
      {t('details')}
    </span>
  )
}

/**
 * A row's first cell: what selects its call, and what opens its details for those who come by
 * keyboard. A column of its own for the box would move all the others by one for whoever counts
 * them, a screen reader first of all.
 */
export function RowStart({ selection, id, names, opened, onOpen, children }: RowStartProps) {
  const t = useTranslations('records')
  return (
    <div className={classes.start}>
      <SelectBox selection={selection} id={id} label={t('select')} names={names} />
      <UnstyledButton
        className={classes.open}
        aria-labelledby={`${OPENS_ID} ${names[0]}`}
        aria-expanded={opened}
        onClick={onOpen}
      >
        <span id={names[0]}>{children ?? t('noValue')}</span>
      </UnstyledButton>
    </div>
  )
}

interface SelectBoxProps {
  selection: Selection
  /** Of the call. */
  id: string
  label: string
  /** Ids of what tells the row from others. */
  names: readonly string[]
}

// Heard by the table, which is told of the Shift key and of clicks beside the box, too.
const ignore = () => {}

/** Selects the call of a row. */
function SelectBox({ selection, id, label, names }: SelectBoxProps) {
  const selected = useSyncExternalStore(selection.subscribe, () => selection.getState().has(id))
  const own = `${names[0]}-box`
  return (
    <span className={classes.place} data-pick>
      <input
        type="checkbox"
        className={classes.box}
        id={own}
        aria-label={label}
        aria-labelledby={[own, ...names].join(' ')}
        checked={selected}
        onChange={ignore}
      />
    </span>
  )
}

interface SelectPageBoxProps {
  selection: Selection
  /** The calls of the page. */
  calls: readonly CallRecord[]
}

/** Selects the calls of a page, or lets go of them where that is all it can do. */
export function SelectPageBox({ selection, calls }: SelectPageBoxProps) {
  const t = useTranslations('records')
  const selected = useSyncExternalStore(selection.subscribe, selection.getState)
  const count = calls.filter(({ id }) => selected.has(id)).length
  const all = count > 0 && count === calls.length
  const full = count > 0 && selected.size === selection.max
  return (
    <label className={classes.place}>
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
    </label>
  )
}
