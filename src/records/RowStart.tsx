import { UnstyledButton } from '@mantine/core'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import classes from './RecordsTable.module.css'
import type { Selection } from './selection.ts'

/** Id of the text that describes the button of every row. */
const OPENS_ID = 'row-opens'

interface RowStartProps {
  selection: Selection
  /** Id of the call. */
  id: string
  /** Ids of the elements that name the row: this cell's content, and the one beside it. */
  names: readonly [own: string, beside: string]
  opened: boolean
  onOpen: () => void
  children: ReactNode
}

/** The hidden description that all rows share. */
export function RowStartWords() {
  const t = useTranslations('records')
  return (
    <span id={OPENS_ID} hidden>
      {t('details')}
    </span>
  )
}

/**
 * A row's first cell with its checkbox and the button that opens its details. The checkbox has no
 * column, because that would shift the column numbers of screen readers.
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
  /** Id of the call. */
  id: string
  label: string
  /** Ids of the elements that name the row. */
  names: readonly string[]
}

// The table handles the event, because it needs the Shift key and clicks beside the checkbox.
const ignore = () => {}

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

/** Selects the calls of a page. If all are selected or the selection is full, deselects them. */
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
