import { CloseButton, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../contract/record.ts'
import { formatDuration } from '../i18n/duration.ts'
import { inOrder, type Note } from './call-notes.ts'
import type { Draft, Notes } from './create-notes.ts'
import { type Clock, NoteForm } from './NoteForm.tsx'
import { NoteItem } from './NoteItem.tsx'
import { NotesFiles } from './NotesFiles.tsx'
import classes from './NotesPanel.module.css'
import { UnkeptNotice } from './UnkeptNotice.tsx'
import { useCallNotes } from './use-call-notes.ts'

interface NotesPanelProps {
  notes: Notes
  call: CallRecord
  clock: Clock
  /** Goes to seconds from the start of the recording. */
  onSeek: (seconds: number) => void
  onClose: () => void
  id: string
  /** Where a new note is written. */
  field: RefObject<HTMLTextAreaElement | null>
}

/** The notes of one call, over the dock and beside everything else: it takes no key but its own. */
export function NotesPanel(props: NotesPanelProps) {
  const { notes, call, clock, onSeek, onClose, id, field } = props
  const t = useTranslations('notes')
  const kept = useCallNotes(notes, call.id)?.notes ?? []
  const begun = notes.rewordings(call.id)
  /** Notes in hand here: they stay in sight when they are gone, and can come back. */
  const [touched, setTouched] = useState<readonly Note[]>(() => begun.map(({ note }) => note))
  const [said, setSaid] = useState('')
  const list = useRef<HTMLUListElement>(null)

  const ids = new Set(kept.map((note) => note.id))
  const gone = touched.filter((note) => !ids.has(note.id))
  const touch = (note: Note) =>
    setTouched((before) => [...before.filter((other) => other.id !== note.id), note])

  function add({ seconds, text }: Draft): void {
    let added = ''
    flushSync(() => {
      added = notes.add(call, seconds, text)
      setSaid(t('added', { time: formatDuration(seconds) }))
    })
    const item = list.current?.querySelector(`[data-note="${CSS.escape(added)}"]`)
    item?.scrollIntoView({ block: 'nearest' })
  }
  function remove(note: Note): void {
    touch(note)
    notes.remove(call, note)
    setSaid(t('deleted', { time: formatDuration(note.seconds) }))
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }

  return (
    <section id={id} className={classes.panel} aria-label={t('title')} onKeyDown={onKeyDown}>
      <header className={classes.header}>
        <h2 className={classes.title}>{t('title')}</h2>
        <CloseButton size="sm" aria-label={t('close')} onClick={onClose} />
      </header>
      <UnkeptNotice notes={notes} />
      {kept.length + gone.length === 0 ? (
        <p className={classes.none}>{t('none')}</p>
      ) : (
        <ul ref={list} className={classes.list}>
          {inOrder([...kept, ...gone]).map((note) => (
            <NoteItem
              key={note.id}
              note={note}
              deleted={!ids.has(note.id)}
              begun={begun.find((other) => other.note.id === note.id)?.text ?? null}
              onSeek={onSeek}
              onEditing={() => touch(note)}
              onWords={(text) => notes.reword(call.id, note, text)}
              onEdit={(text) => notes.edit(call, note, text)}
              onDelete={() => remove(note)}
              onUndo={() => notes.restore(call, note)}
            />
          ))}
        </ul>
      )}
      <NoteForm
        field={field}
        clock={clock}
        begun={notes.draft(call.id)}
        onDraft={(draft) => notes.setDraft(call.id, draft)}
        onAdd={add}
        onEscape={onClose}
      />
      <details className={classes.all}>
        <summary>{t('all')}</summary>
        <NotesFiles notes={notes} />
      </details>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </section>
  )
}
