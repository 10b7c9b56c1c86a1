import { ActionIcon, Button, UnstyledButton } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { type Ref, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../i18n/duration.ts'
import type { Note } from './call-notes.ts'
import { focusAtEnd } from './focus-at-end.ts'
import { isNoteText, NoteField } from './NoteField.tsx'
import classes from './NoteItem.module.css'

interface NoteItemProps {
  ref?: Ref<HTMLLIElement>
  note: Note
  /** It is not there any more, but can come back. */
  deleted: boolean
  /** Other words that were begun before and neither saved nor dropped. */
  begun: string | null
  onSeek: (seconds: number) => void
  /** Its words are about to change: it stays in sight, whatever another tab does to it. */
  onEditing: () => void
  /** Its words as they are being written, `null` where that is over. */
  onWords: (text: string | null) => void
  onEdit: (text: string) => void
  onDelete: () => void
  onUndo: () => void
}

/** One note: its moment, its words, and what can be done with them. */
export function NoteItem({ ref, note, deleted, begun, onSeek, onEditing, ...on }: NoteItemProps) {
  const t = useTranslations('notes')
  const time = formatDuration(note.seconds)
  const [text, setText] = useState(begun)
  /** What goes on where the control that had the focus has gone. */
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
      <li ref={ref} className={classes.editing}>
        <NoteField
          ref={hold}
          label={t('editing', { time })}
          text={text}
          onText={write}
          onDone={save}
          onEscape={leave}
        />
        <div className={classes.actions}>
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
      <li ref={ref} className={classes.deleted}>
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
    <li ref={ref} className={classes.root} data-note={note.id}>
      <UnstyledButton
        className={classes.time}
        aria-label={t('goTo', { time })}
        onClick={() => onSeek(note.seconds)}
      >
        {time}
      </UnstyledButton>
      <bdi className={classes.text}>{note.text}</bdi>
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
