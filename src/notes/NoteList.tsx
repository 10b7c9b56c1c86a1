import { type Ref, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { inOrder, type Note } from './call-notes.ts'
import type { Notes } from './create-notes.ts'
import { NoteItem } from './NoteItem.tsx'
import classes from './NotesPanel.module.css'
import { useCallNotes } from './use-call-notes.ts'

interface NoteListProps {
  notes: Notes
  call: CallRecord
  /** Goes to seconds from the start of the recording. */
  onSeek: (seconds: number) => void
  onDelete: (note: Note) => void
  /** Puts the focus somewhere when a note that has it goes. */
  focusBack: Ref<HTMLLIElement>
}

/** The notes of one call, and those that were just deleted. */
export function NoteList({ notes, call, onSeek, onDelete, focusBack }: NoteListProps) {
  const t = useTranslations('notes')
  const kept = useCallNotes(notes, call.id)?.notes ?? []
  const begun = notes.rewordings(call.id)
  /** Notes in hand here: they stay in sight when they are gone, and can come back. */
  const [touched, setTouched] = useState<readonly Note[]>(() => begun.map(({ note }) => note))

  const ids = new Set(kept.map((note) => note.id))
  const gone = touched.filter((note) => !ids.has(note.id))
  const touch = (note: Note) =>
    setTouched((before) => [...before.filter((other) => other.id !== note.id), note])
  function remove(note: Note): void {
    touch(note)
    onDelete(note)
  }

  if (kept.length + gone.length === 0) return <p className={classes.none}>{t('none')}</p>
  return (
    <ul className={classes.list}>
      {inOrder([...kept, ...gone]).map((note) => (
        <NoteItem
          key={note.id}
          ref={focusBack}
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
  )
}
