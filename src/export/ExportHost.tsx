import { useState, useSyncExternalStore } from 'react'
import { createExport } from './create-export.ts'
import { ExportDialog, type ExportDialogProps } from './ExportDialog.tsx'
import { useLookedOnOpening } from './use-looked-on-opening.ts'

export type ExportHostProps = Omit<ExportDialogProps, 'exporter'>

/**
 * Keeps the page's one export for as long as the page lives. An export that ended badly while its
 * dialog was closed opens it again: no one should believe in a file that does not exist. So does
 * one that was broken off with an earlier page.
 */
export function ExportHost({ opened, onClose, ...dialog }: ExportHostProps) {
  const [exporter] = useState(() => {
    const made = createExport()
    void made.look()
    return made
  })
  const { phase } = useSyncExternalStore(exporter.subscribe, exporter.getState)
  const asks = phase === 'failed' || phase === 'incomplete' || phase === 'left'
  // Until somebody closes it: what it asked is answered there, and how that goes on is shown.
  const [asked, setAsked] = useState(false)
  if (asks && !asked) setAsked(true)
  useLookedOnOpening(opened, exporter)
  function close(): void {
    setAsked(false)
    onClose()
  }
  return <ExportDialog {...dialog} opened={opened || asked} onClose={close} exporter={exporter} />
}
