import { useSyncExternalStore } from 'react'
import type { Selection } from './create-selection.ts'
import classes from './SelectBox.module.css'

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
export function SelectBox({ selection, id, label, names }: SelectBoxProps) {
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
