import { Button, Text } from '@mantine/core'
import { type RefCallback, type RefObject, useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../i18n/duration.ts'
import { FULL } from './call-notes.ts'
import type { Draft } from './create-notes.ts'
import { isNoteText, NoteField } from './NoteField.tsx'
import classes from './NotesPanel.module.css'

/** Where the recording is. */
export interface Clock {
  /** Seconds from its start, now. */
  seconds: () => number
  /** Tells when that has changed. @returns the function that ends the subscription */
  subscribe: (listener: () => void) => () => void
}

interface NoteFormProps {
  /** Whose note it will be. */
  callId: string
  /** Notes on the call. */
  count: number
  clock: Clock
  /** What was begun before and not added. */
  begun: Draft | null
  onDraft: (draft: Draft | null) => void
  onAdd: (draft: Draft) => void
  onEscape: () => void
  /** The field, which has the focus again where a button has gone. */
  field: RefObject<HTMLTextAreaElement | null>
  /** Puts the focus somewhere when a button that has it goes, or is of no use any more. */
  focusBack: RefCallback<HTMLElement>
}

/**
 * A new note: its moment is where the recording was when its writing began. The field outlives the
 * call, as somebody who is about to write would not see that it lost the focus.
 */
export function NoteForm({ callId, count, clock, begun, field, focusBack, ...on }: NoteFormProps) {
  const t = useTranslations('notes')
  const now = useSyncExternalStore(clock.subscribe, () => Math.floor(clock.seconds()))
  const [written, setWritten] = useState({ of: callId, draft: begun })
  const draft = written.of === callId ? written.draft : begun
  const text = draft?.text ?? ''
  const canAdd = isNoteText(text) && count < FULL
  const at = draft ? Math.floor(draft.seconds) : now

  function write(next: Draft | null): void {
    setWritten({ of: callId, draft: next })
    on.onDraft(next)
  }
  function onText(next: string): void {
    write(next === '' ? null : { seconds: draft?.seconds ?? clock.seconds(), text: next })
  }
  function takeTime(): void {
    write({ seconds: clock.seconds(), text })
    field.current?.focus()
  }
  function add(): void {
    if (!draft || !canAdd) return
    write(null)
    on.onAdd(draft)
    field.current?.focus()
  }

  return (
    <div className={classes.form}>
      <NoteField
        ref={field}
        label={t('fresh', { time: formatDuration(at) })}
        text={text}
        onText={onText}
        onDone={add}
        onEscape={on.onEscape}
      />
      {count >= FULL && <Text size="sm">{t('full', { count })}</Text>}
      <div key={callId} ref={focusBack} className={classes.actions}>
        <Button size="compact-sm" disabled={!canAdd} title={t('hint')} onClick={add}>
          {t('add')}
        </Button>
        {draft && at !== now && (
          <Button ref={focusBack} size="compact-sm" variant="subtle" onClick={takeTime}>
            {t('takeTime', { time: formatDuration(now) })}
          </Button>
        )}
      </div>
    </div>
  )
}
