import { VisuallyHidden } from '@mantine/core'
import { IconNote, IconStarFilled } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
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

/** Marks a call that has a star or notes on this computer. */
export function NoteMark({ id }: { id: string }) {
  const t = useTranslations('records')
  const { storage } = useNotesContext()
  const { starred, count } = readMark(
    useSyncExternalStore(storage.subscribe, () => storage.read(id)),
  )
  if (!starred && count === 0) return null
  return (
    <span className={classes.marks}>
      {count > 0 && (
        <>
          <IconNote size={14} aria-hidden />
          <span aria-hidden>{count}</span>
          <VisuallyHidden>{t('noted', { count })}</VisuallyHidden>
        </>
      )}
      {starred && (
        <>
          <IconStarFilled className={classes.star} size={13} aria-hidden />
          <VisuallyHidden>{t('starred')}</VisuallyHidden>
        </>
      )}
    </span>
  )
}
