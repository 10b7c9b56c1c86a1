import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import classes from './RecordsTable.module.css'
import type { Selection } from './selection.ts'

interface SelectBoxProps {
  selection: Selection
  /** Id of the call. */
  id: string
  label: string
}

// The table handles the event, because it needs the Shift key and clicks beside the checkbox.
const ignore = () => {}

/** Selects the call of a row. */
export function SelectBox({ selection, id, label }: SelectBoxProps) {
  const selected = useSyncExternalStore(selection.subscribe, () => selection.getState().has(id))
  return (
    <input
      type="checkbox"
      className={classes.box}
      aria-label={label}
      checked={selected}
      onChange={ignore}
    />
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
