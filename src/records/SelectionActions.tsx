import { Button, CloseButton } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import classes from './SelectionActions.module.css'
import type { Selection } from './selection.ts'

/** A table for the clipboard: HTML for spreadsheets, text for other programs. */
interface TableCopy {
  html: string
  text: string
}

/** `unavailable`: the browser offers no clipboard here; `refused`: it denied access. */
type CopyOutcome = 'copied' | 'unavailable' | 'refused'

interface Outcome {
  calls: ReadonlyMap<string, CallRecord>
  outcome: CopyOutcome | 'starred'
}

/** Copies a table to the clipboard as HTML and text. */
export async function putOnClipboard({ html, text }: TableCopy): Promise<CopyOutcome> {
  // Absent on plain http except localhost (Clipboard API, SecureContext).
  const clipboard: Clipboard | undefined = navigator.clipboard
  if (!clipboard?.write) return 'unavailable'
  const flavour = (type: string, data: string) => ({ [type]: new Blob([data], { type }) })
  try {
    await clipboard.write([
      new ClipboardItem({ ...flavour('text/html', html), ...flavour('text/plain', text) }),
    ])
    return 'copied'
  } catch {
    return 'refused'
  }
}

const SUBTLE = { size: 'compact-sm', variant: 'subtle' } as const

interface SelectionActionsProps {
  selection: Selection
  /** The calls of the page. */
  shown: readonly CallRecord[]
  /** Formats calls as a table. Another feature provides it. */
  tableOf: (calls: CallRecord[]) => TableCopy
  /** Plays these calls only. */
  onPlay: (calls: readonly CallRecord[]) => void
  onStar: (calls: readonly CallRecord[]) => void
  /** Opens the export with the selected calls; `null` for a user who may not export. */
  onExport: (() => void) | null
}

/** The actions for selected calls, and their outcome. */
export function SelectionActions(props: SelectionActionsProps) {
  const { selection, shown, tableOf } = props
  const t = useTranslations('selection')
  const selected = useSyncExternalStore(selection.subscribe, selection.getState)
  const [last, setLast] = useState<Outcome | null>(null)

  const calls = [...selected.values()]
  const count = calls.length
  const recorded = calls.filter(({ recording }) => recording !== null).length
  const message = last?.calls === selected ? last.outcome : count === selection.max && 'most'

  async function copy(): Promise<void> {
    setLast(null) // so that the live region announces it again
    const outcome = await putOnClipboard(tableOf(calls))
    setLast({ calls: selected, outcome })
  }

  function star(): void {
    props.onStar(calls)
    setLast({ calls: selected, outcome: 'starred' })
  }

  function clear(button: HTMLElement): void {
    button.closest('main')?.focus({ preventScroll: true }) // the button disappears
    selection.clear()
  }

  return (
    <>
      <span className={classes.outcome} aria-live="polite" data-outcome>
        {message && t(message, { count })}
      </span>
      {recorded > 0 && (
        <Button {...SUBTLE} onClick={() => props.onPlay(calls)}>
          {t('play', { count: recorded })}
        </Button>
      )}
      <Button {...SUBTLE} onClick={star}>
        {t('star')}
      </Button>
      <Button {...SUBTLE} onClick={() => void copy()}>
        {t('copy')}
      </Button>
      {props.onExport && (
        <Button {...SUBTLE} onClick={props.onExport}>
          {t('export')}
        </Button>
      )}
      <Button className={classes.page} {...SUBTLE} onClick={() => selection.set(shown, true)}>
        {t('page')}
      </Button>
      <CloseButton
        aria-label={t('clear')}
        title={t('clear')}
        onClick={(event) => clear(event.currentTarget)}
      />
    </>
  )
}
