import { Button } from '@mantine/core'
import { IconNote } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { type Clock, focusAtEnd } from './NoteForm.tsx'
import classes from './NotesControls.module.css'
import { NotesPanel } from './NotesPanel.tsx'
import type { Notes } from './notes.ts'
import { useCallNotes } from './use-notes.ts'

interface NotesControlsProps {
  notes: Notes
  call: CallRecord
  clock: Clock
  /** Seeks to seconds from the start of the recording. */
  onSeek: (seconds: number) => void
}

/** The notes of the open call. The panel stays open when the call changes. */
export function NotesControls({ notes, call, clock, onSeek }: NotesControlsProps) {
  const t = useTranslations('notes')
  const known = useCallNotes(notes, call.id)
  const [opened, setOpened] = useState(false)
  const panel = useId()
  const button = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)

  function toggle(): void {
    flushSync(() => setOpened(!opened))
    focusAtEnd(field.current)
  }
  function close(): void {
    setOpened(false)
    button.current?.focus()
  }

  return (
    <>
      <Button
        ref={button}
        size="compact-sm"
        className={classes.button}
        justify="start"
        variant={opened ? 'light' : 'subtle'}
        color={opened ? 'ink' : 'gray'}
        leftSection={<IconNote size={14} aria-hidden />}
        aria-expanded={opened}
        aria-controls={opened ? panel : undefined}
        onClick={toggle}
      >
        <span className={classes.words}>{t('open', { count: known?.notes.length ?? 0 })}</span>
      </Button>
      {opened && (
        <NotesPanel
          id={panel}
          notes={notes}
          call={call}
          clock={clock}
          onSeek={onSeek}
          onClose={close}
          field={field}
        />
      )}
    </>
  )
}
