import { VisuallyHidden } from '@mantine/core'
import { IconNote, IconStarFilled } from '@tabler/icons-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { Shelf } from './create-shelf.ts'
import classes from './NoteMark.module.css'
import { readMark } from './read-mark.ts'

interface NoteMarkProps {
  shelf: Shelf
  /** Id of the call. */
  id: string
  /** What is marked: the control of the call's row. */
  children: ReactNode
}

/** Marks a call that has a star or notes on this computer; it takes no place of its own. */
export function NoteMark({ shelf, id, children }: NoteMarkProps) {
  const t = useTranslations('records')
  const { starred, count } = readMark(useSyncExternalStore(shelf.subscribe, () => shelf.read(id)))
  return (
    <span className={classes.root}>
      {children}
      {starred && (
        <>
          <IconStarFilled className={classes.star} size={12} aria-hidden />
          <VisuallyHidden>{t('starred')}</VisuallyHidden>
        </>
      )}
      {count > 0 && (
        <>
          <IconNote className={classes.note} size={13} aria-hidden />
          <VisuallyHidden>{t('noted', { count })}</VisuallyHidden>
        </>
      )}
    </span>
  )
}
