import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import classes from './RecordsTable.module.css'

/** What opens a row's details for those who come by keyboard: its first cell. */
export function RowButton({
  opened,
  onOpen,
  children,
}: {
  opened: boolean
  onOpen: () => void
  children: ReactNode
}) {
  const t = useTranslations('records')
  return (
    <UnstyledButton className={classes.open} aria-expanded={opened} onClick={onOpen}>
      <span className={classes.hidden}>{t('details')} </span>
      {children ?? t('noValue')}
    </UnstyledButton>
  )
}
