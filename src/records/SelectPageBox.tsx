import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { Selection } from './create-selection.ts'
import classes from './SelectBox.module.css'

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
  const full = count > 0 && selected.size === selection.most
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
