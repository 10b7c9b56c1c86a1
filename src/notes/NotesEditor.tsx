import { VisuallyHidden } from '@mantine/core'
import { type RefCallback, type RefObject, useCallback, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { formatDuration } from '../i18n/duration.ts'
import type { Note } from './call-notes.ts'
import { type Clock, NoteForm } from './NoteForm.tsx'
import { NoteList } from './NoteList.tsx'
import { UnkeptNotice } from './NotesFiles.tsx'
import classes from './NotesPanel.module.css'
import type { Draft, Notes } from './notes.ts'
import { useCallNotes } from './use-notes.ts'

/**
 * Returns a ref for elements that may disappear with the focus. From a text field the focus moves
 * to `field`. From a button it moves to the next note, or else to `heading`, because `field` would
 * receive the player's next key. React runs the cleanup of a ref while the element is still in the
 * document.
 */
function useFocusBack(
  field: RefObject<HTMLElement | null>,
  heading: RefObject<HTMLElement | null>,
): RefCallback<HTMLElement> {
  return useCallback(
    (going) => () => {
      const had = document.activeElement
      if (!had || !going?.contains(had)) return
      const after = going.nextElementSibling?.querySelector('button') ?? heading.current
      const next = had.matches('textarea') ? field.current : after
      next?.focus()
    },
    [field, heading],
  )
}

interface NotesEditorProps {
  notes: Notes
  call: CallRecord
  clock: Clock
  /** Seeks to seconds from the start of the recording. */
  onSeek: (seconds: number) => void
  /** Escape was pressed in the form. */
  onEscape: () => void
  /** The field of a new note. */
  field: RefObject<HTMLTextAreaElement | null>
  /** The heading above, which takes the focus when nothing else is left. */
  heading: RefObject<HTMLElement | null>
}

/** The notes of a call: reads, adds, changes and deletes them. It keeps the focus when the call changes. */
export function NotesEditor(props: NotesEditorProps) {
  const { notes, call, clock, onSeek, onEscape, field, heading } = props
  const t = useTranslations('notes')
  const count = useCallNotes(notes, call.id)?.notes.length ?? 0
  const [last, setLast] = useState({ of: call.id, words: '' })
  const root = useRef<HTMLDivElement>(null)
  const focusBack = useFocusBack(field, heading)
  const say = (words: string) => setLast({ of: call.id, words })
  if (last.of !== call.id) say('') // the message is about another call

  function add({ seconds, text }: Draft): void {
    let added = ''
    flushSync(() => {
      added = notes.add(call, seconds, text)
      say(t('added', { time: formatDuration(seconds) }))
    })
    const item = root.current?.querySelector(`[data-note="${CSS.escape(added)}"]`)
    item?.scrollIntoView({ block: 'nearest' })
  }
  function remove(note: Note): void {
    notes.remove(call, note)
    say(t('deleted', { time: formatDuration(note.seconds) }))
  }

  return (
    <div ref={root} className={classes.editor}>
      <UnkeptNotice notes={notes} />
      <NoteList
        key={call.id}
        notes={notes}
        call={call}
        onSeek={onSeek}
        onDelete={remove}
        focusBack={focusBack}
      />
      <NoteForm
        field={field}
        focusBack={focusBack}
        callId={call.id}
        count={count}
        clock={clock}
        begun={notes.draft(call.id)}
        onDraft={(draft) => notes.setDraft(call.id, draft)}
        onAdd={add}
        onEscape={onEscape}
      />
      <VisuallyHidden role="status">{last.words}</VisuallyHidden>
    </div>
  )
}
