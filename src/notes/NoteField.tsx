import { Textarea } from '@mantine/core'
import type { KeyboardEvent, Ref } from 'react'
import { useTranslations } from 'use-intl'
import { MAX_TEXT } from './call-notes.ts'
import classes from './NoteField.module.css'

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
      classNames={{ input: classes.input }}
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
