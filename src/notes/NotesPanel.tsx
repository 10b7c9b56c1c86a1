import { CloseButton } from '@mantine/core'
import { type KeyboardEvent, type RefObject, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { Clock } from './NoteForm.tsx'
import { NotesEditor } from './NotesEditor.tsx'
import classes from './NotesPanel.module.css'
import type { Notes } from './notes.ts'

interface NotesPanelProps {
  notes: Notes
  call: CallRecord
  clock: Clock
  /** Seeks to seconds from the start of the recording. */
  onSeek: (seconds: number) => void
  onClose: () => void
  id: string
  /** The field of a new note. */
  field: RefObject<HTMLTextAreaElement | null>
}

/** The notes of the open call, above the dock. It handles only its own keys. */
export function NotesPanel(props: NotesPanelProps) {
  const { notes, call, clock, onSeek, onClose, id, field } = props
  const t = useTranslations('notes')
  const heading = useRef<HTMLHeadingElement>(null)

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }

  return (
    <section id={id} className={classes.panel} aria-label={t('title')} onKeyDown={onKeyDown}>
      <header className={classes.header}>
        <h2 ref={heading} tabIndex={-1} className={classes.title}>
          {t('title')}
        </h2>
        <CloseButton size="sm" aria-label={t('close')} onClick={onClose} />
      </header>
      <NotesEditor {...{ notes, call, clock, onSeek, field, heading }} onEscape={onClose} />
    </section>
  )
}
