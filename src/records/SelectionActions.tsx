import { Button, CloseButton } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import classes from './SelectionActions.module.css'
import type { Selection } from './selection.ts'

/** A table as a spreadsheet takes it, and as anything else does. */
interface TableCopy {
  html: string
  text: string
}

/** `unavailable`: the browser has no clipboard for this page; `refused`: it kept it to itself. */
type CopyOutcome = 'copied' | 'unavailable' | 'refused'

/** Puts a table on the clipboard, in both ways at once. */
export async function putOnClipboard({ html, text }: TableCopy): Promise<CopyOutcome> {
  // None on plain http, but for this computer's own pages (Clipboard API and events, SecureContext).
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

interface SelectionActionsProps {
  selection: Selection
  /** The calls of the page. */
  shown: readonly CallRecord[]
  /** What is copied of calls: another feature's, handed in. */
  tableOf: (calls: CallRecord[]) => TableCopy
}

/** What can be done with the calls selected, and how it went. */
export function SelectionActions({ selection, shown, tableOf }: SelectionActionsProps) {
  const t = useTranslations('selection')
  const selected = useSyncExternalStore(selection.subscribe, selection.getState)
  const [last, setLast] = useState<{ calls: typeof selected; outcome: CopyOutcome } | null>(null)

  const count = selected.size
  const said = last?.calls === selected ? last.outcome : count === selection.max && 'most'

  async function copy(): Promise<void> {
    setLast(null) // said anew, also to who listens
    const outcome = await putOnClipboard(tableOf([...selected.values()]))
    setLast({ calls: selected, outcome })
  }

  function clear(button: HTMLElement): void {
    button.closest('main')?.focus({ preventScroll: true }) // the button goes
    selection.clear()
  }

  return (
    <>
      <span className={classes.outcome} aria-live="polite" data-outcome>
        {said && t(said, { count })}
      </span>
      <Button size="compact-sm" onClick={() => void copy()}>
        {t('copy')}
      </Button>
      <Button
        className={classes.page}
        size="compact-sm"
        variant="default"
        onClick={() => selection.set(shown, true)}
      >
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
