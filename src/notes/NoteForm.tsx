import { Button, Text, Textarea } from '@mantine/core'
import {
  type KeyboardEvent,
  type Ref,
  type RefCallback,
  type RefObject,
  useState,
  useSyncExternalStore,
} from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../i18n/duration.ts'
import { MAX_OWN_NOTES, MAX_TEXT } from './call-notes.ts'
import fieldClasses from './NoteField.module.css'
import classes from './NotesPanel.module.css'
import type { Draft } from './notes.ts'

/**
 * Focuses a control. In a field the caret goes to the end, because browsers put it at the start.
 */
export function focusAtEnd(control: HTMLElement | null): void {
  control?.focus()
  if (control instanceof HTMLTextAreaElement)
    control.setSelectionRange(control.value.length, control.value.length)
}

/** The field shows the remaining characters from here on. */
const NEARLY_FULL = 200

interface NoteFieldProps {
  label: string
  text: string
  onText: (text: string) => void
  /** Called on Enter if the text can be stored. */
  onDone: () => void
  onEscape: () => void
  ref?: Ref<HTMLTextAreaElement>
}

/** Whether a text can be stored as a note. */
export function isNoteText(text: string): boolean {
  const { length } = text.trim()
  return length > 0 && length <= MAX_TEXT
}

/**
 * Whether a key belongs to an input method that is composing (Chinese, Japanese). WebKit sends the
 * final key after the composition (webkit.org/b/165004), with key code 229
 * (w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
 */
function isOfInputMethod({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229
}

/** The text field of a note. Text that is too long is not cut; an error shows the excess. */
export function NoteField({ label, text, onText, onDone, onEscape, ref }: NoteFieldProps) {
  const t = useTranslations('notes')
  const left = MAX_TEXT - text.trim().length

  function onKeyDown(event: KeyboardEvent): void {
    if (isOfInputMethod(event)) {
      event.stopPropagation() // Escape would close the panel
      return
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      if (isNoteText(text)) onDone()
    }
    if (event.key === 'Escape') {
      event.preventDefault() // the panel stays open
      onEscape()
    }
  }

  return (
    <Textarea
      ref={ref}
      size="sm"
      rows={2}
      dir="auto"
      classNames={{ input: fieldClasses.input }}
      label={label}
      value={text}
      error={left < 0 && t('tooLong', { count: -left })}
      description={left >= 0 && left < NEARLY_FULL && t('left', { count: left })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}

/** The playback position. */
export interface Clock {
  /** Returns the present seconds from the start of the recording. */
  seconds: () => number
  /** Notifies when the position changes. @returns a function that unsubscribes */
  subscribe: (listener: () => void) => () => void
}

interface NoteFormProps {
  callId: string
  /** The number of notes on the call. */
  count: number
  clock: Clock
  /** An earlier draft that was not added. */
  begun: Draft | null
  onDraft: (draft: Draft | null) => void
  onAdd: (draft: Draft) => void
  onEscape: () => void
  /** The field, which receives the focus when a button disappears. */
  field: RefObject<HTMLTextAreaElement | null>
  /** Moves the focus when a focused button disappears or is disabled. */
  focusBack: RefCallback<HTMLElement>
}

/**
 * A new note. Its time is the position at which the writing began. The field stays when the call
 * changes, because a user about to type would not notice the lost focus.
 */
export function NoteForm({ callId, count, clock, begun, field, focusBack, ...on }: NoteFormProps) {
  const t = useTranslations('notes')
  const now = useSyncExternalStore(clock.subscribe, () => Math.floor(clock.seconds()))
  const [written, setWritten] = useState({ of: callId, draft: begun })
  const draft = written.of === callId ? written.draft : begun
  const text = draft?.text ?? ''
  const canAdd = isNoteText(text) && count < MAX_OWN_NOTES
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
      {count >= MAX_OWN_NOTES && <Text size="sm">{t('full', { count })}</Text>}
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
