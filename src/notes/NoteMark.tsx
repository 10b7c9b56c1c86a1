import { VisuallyHidden } from '@mantine/core'
import { IconNote, IconStarFilled } from '@tabler/icons-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import classes from './NoteMark.module.css'
import { useNotesContext } from './NotesProvider.tsx'

/** The marks of a row. */
interface Mark {
  starred: boolean
  /** The number of notes on the call. */
  count: number
}

/** Reads the marks from a stored text. It reads no more than that, because it runs for each row. */
export function readMark(text: string | null): Mark {
  try {
    const { starred, notes } = JSON.parse(text ?? '{}')
    return { starred: starred === true, count: Array.isArray(notes) ? notes.length : 0 }
  } catch {
    return { starred: false, count: 0 } // written by another version, or by hand
  }
}

interface NoteMarkProps {
  /** Id of the call. */
  id: string
  /** The control of the call's row. */
  children: ReactNode
}

/** Marks a call that has a star or notes on this computer. The mark takes no space. */
export function NoteMark({ id, children }: NoteMarkProps) {
  const t = useTranslations('records')
  const { storage } = useNotesContext()
  const { starred, count } = readMark(
    useSyncExternalStore(storage.subscribe, () => storage.read(id)),
  )
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
