import { ActionIcon, Button, UnstyledButton } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { type Ref, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { formatDuration } from '../i18n/duration.ts'
import { inOrder, type Note } from './call-notes.ts'
import { focusAtEnd, isNoteText, NoteField } from './NoteForm.tsx'
import itemClasses from './NoteItem.module.css'
import classes from './NotesPanel.module.css'
import type { Notes } from './notes.ts'
import { useCallNotes } from './use-notes.ts'

interface NoteItemProps {
  ref?: Ref<HTMLLIElement>
  note: Note
  /** Whether it was deleted and can still be restored. */
  deleted: boolean
  /** An earlier edit that was neither saved nor cancelled. */
  begun: string | null
  onSeek: (seconds: number) => void
  /** Called before an edit. The note then stays visible, even if another tab deletes it. */
  onEditing: () => void
  /** Called with the edited text; `null` when the edit ends. */
  onWords: (text: string | null) => void
  onEdit: (text: string) => void
  onDelete: () => void
  onUndo: () => void
}

/** One note with its time, its text and its actions. */
function NoteItem({ ref, note, deleted, begun, onSeek, onEditing, ...on }: NoteItemProps) {
  const t = useTranslations('notes')
  const time = formatDuration(note.seconds)
  const [text, setText] = useState(begun)
  /** The control that receives the focus when the focused one disappears. */
  const next = useRef<HTMLElement>(null)
  const hold = (node: HTMLElement | null) => {
    next.current = node
  }
  function turn(change: () => void): void {
    flushSync(change)
    focusAtEnd(next.current)
  }
  function write(next: string | null): void {
    setText(next)
    on.onWords(next)
  }
  function save(): void {
    if (text === null || !isNoteText(text)) return
    turn(() => {
      if (text.trim() !== note.text || deleted) on.onEdit(text)
      write(null)
    })
  }

  if (text !== null) {
    const leave = () => turn(() => write(null))
    return (
      <li ref={ref} className={itemClasses.editing}>
        <NoteField
          ref={hold}
          label={t('editing', { time })}
          text={text}
          onText={write}
          onDone={save}
          onEscape={leave}
        />
        <div className={itemClasses.actions}>
          <Button size="compact-sm" disabled={!isNoteText(text)} onClick={save}>
            {t('save')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={leave}>
            {t('cancel')}
          </Button>
        </div>
      </li>
    )
  }
  if (deleted) {
    return (
      <li ref={ref} className={itemClasses.deleted}>
        {t('deleted', { time })}
        <Button ref={hold} size="compact-sm" variant="subtle" onClick={() => turn(on.onUndo)}>
          {t('undo')}
        </Button>
      </li>
    )
  }
  const edit = () => {
    onEditing()
    setText(note.text)
  }
  return (
    <li ref={ref} className={itemClasses.root} data-note={note.id}>
      <UnstyledButton
        className={itemClasses.time}
        aria-label={t('goTo', { time })}
        onClick={() => onSeek(note.seconds)}
      >
        {time}
      </UnstyledButton>
      <bdi className={itemClasses.text}>{note.text}</bdi>
      <ActionIcon
        ref={hold}
        variant="subtle"
        aria-label={t('edit', { time })}
        onClick={() => turn(edit)}
      >
        <IconPencil size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('delete', { time })}
        onClick={() => turn(on.onDelete)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </li>
  )
}

interface NoteListProps {
  notes: Notes
  call: CallRecord
  /** Seeks to seconds from the start of the recording. */
  onSeek: (seconds: number) => void
  onDelete: (note: Note) => void
  /** Moves the focus when a focused note disappears. */
  focusBack: Ref<HTMLLIElement>
}

/** The notes of a call, and those that were just deleted. */
export function NoteList({ notes, call, onSeek, onDelete, focusBack }: NoteListProps) {
  const t = useTranslations('notes')
  const kept = useCallNotes(notes, call.id)?.notes ?? []
  const begun = notes.rewordings(call.id)
  /** Notes that were edited or deleted here. They stay visible and can be restored. */
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
          onWords={(text) => notes.setEdit(call.id, note, text)}
          onEdit={(text) => notes.edit(call, note, text)}
          onDelete={() => remove(note)}
          onUndo={() => notes.restore(call, note)}
        />
      ))}
    </ul>
  )
}
