import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Selection } from './create-selection.ts'
import classes from './RecordsTable.module.css'
import { SelectBox } from './SelectBox.tsx'

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
