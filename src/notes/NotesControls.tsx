import { ActionIcon, Button } from '@mantine/core'
import { IconNote, IconStar, IconStarFilled } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { type Clock, focusAtEnd } from './NoteForm.tsx'
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

/** The star and the notes of the open call. The panel stays open when the call changes. */
export function NotesControls({ notes, call, clock, onSeek }: NotesControlsProps) {
  const t = useTranslations('notes')
  const known = useCallNotes(notes, call.id)
  const [opened, setOpened] = useState(false)
  const panel = useId()
  const button = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const starred = known?.starred ?? false

  function toggle(): void {
    flushSync(() => setOpened(!opened))
    focusAtEnd(field.current)
  }
  function close(): void {
    setOpened(false)
    button.current?.focus()
  }
  function star(): void {
    notes.setStarred(call, !starred)
    if (notes.unkept() > 0) setOpened(true) // the panel shows what to do
  }

  return (
    <>
      <ActionIcon
        variant={starred ? 'light' : 'subtle'}
        aria-label={t('star')}
        title={t('star')}
        aria-pressed={starred}
        onClick={star}
      >
        {starred ? <IconStarFilled size={18} /> : <IconStar size={18} />}
      </ActionIcon>
      <Button
        ref={button}
        size="compact-sm"
        variant={opened ? 'light' : 'subtle'}
        leftSection={<IconNote size={18} aria-hidden />}
        aria-expanded={opened}
        aria-controls={opened ? panel : undefined}
        onClick={toggle}
      >
        {t('open', { count: known?.notes.length ?? 0 })}
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
