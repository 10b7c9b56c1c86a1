import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Selection } from './create-selection.ts'
import classes from './RecordsTable.module.css'
import { SelectBox } from './SelectBox.tsx'

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

/**
 * A row's first cell: what selects its call, and what opens its details for those who come by
 * keyboard. A column of its own for the box would move all the others by one for whoever counts
 * them, a screen reader first of all.
 */
export function RowStart({ selection, id, names, opened, onOpen, children }: RowStartProps) {
  const t = useTranslations('records')
  return (
    <>
      <SelectBox selection={selection} id={id} label={t('select')} names={names} />
      <UnstyledButton className={classes.open} aria-expanded={opened} onClick={onOpen}>
        <span className={classes.hidden}>{t('details')} </span>
        <span id={names[0]}>{children ?? t('noValue')}</span>
      </UnstyledButton>
    </>
  )
}
