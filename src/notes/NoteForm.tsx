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
import { FULL, MAX_TEXT } from './call-notes.ts'
import fieldClasses from './NoteField.module.css'
import classes from './NotesPanel.module.css'
import type { Draft } from './notes.ts'

/** Gives the focus to a control. In a field the caret goes after its words, where a browser puts it before. */
export function focusAtEnd(control: HTMLElement | null): void {
  control?.focus()
  if (control instanceof HTMLTextAreaElement)
    control.setSelectionRange(control.value.length, control.value.length)
}

/** So near the end of what a note may hold, it says how much is left. */
const NEARLY_FULL = 200

interface NoteFieldProps {
  label: string
  text: string
  onText: (text: string) => void
  /** Enter, where the text can be kept. */
  onDone: () => void
  onEscape: () => void
  ref?: Ref<HTMLTextAreaElement>
}

/** Whether a text can be kept as a note. */
export function isNoteText(text: string): boolean {
  const { length } = text.trim()
  return length > 0 && length <= MAX_TEXT
}

/**
 * Enter and Escape are the input method's own while it composes (Chinese, Japanese). WebKit tells of
 * the key that ends it when it no longer composes (webkit.org/b/165004): then the code says whose it
 * was (w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
 */
function isOfInputMethod({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229
}

/** Where a note is written. A text that is too long is not cut: it says so and waits. */
export function NoteField({ label, text, onText, onDone, onEscape, ref }: NoteFieldProps) {
  const t = useTranslations('notes')
  const left = MAX_TEXT - text.trim().length

  function onKeyDown(event: KeyboardEvent): void {
    if (isOfInputMethod(event)) {
      event.stopPropagation() // and not of what lies around, which Escape would close
      return
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      if (isNoteText(text)) onDone()
    }
    if (event.key === 'Escape') {
      event.preventDefault() // what lies below stays open
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
