import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import classes from './SelectionBar.module.css'
import type { Selection } from './selection.ts'

interface SelectionBarProps {
  selection: Selection
  /** The calls of the page. */
  shown: readonly CallRecord[]
  /** The actions for selected calls; they load with the first selection. */
  children: ReactNode
}

/** Shows how many calls are selected on all pages, and their actions. */
export function SelectionBar({ selection, shown, children }: SelectionBarProps) {
  const t = useTranslations('records')
  const selected = useSyncExternalStore(selection.subscribe, selection.getState)
  const count = selected.size
  const elsewhere = count - shown.filter(({ id }) => selected.has(id)).length
  return (
    <div className={classes.bar} data-screen data-selecting={count > 0 || undefined}>
      <span className={classes.count} aria-live="polite">
        {count > 0 && t('selected', { count, elsewhere })}
      </span>
      {count > 0 && children}
    </div>
  )
}
