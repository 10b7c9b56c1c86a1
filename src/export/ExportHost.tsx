import { useState, useSyncExternalStore } from 'react'
import { createExport } from './create-export.ts'
import { ExportDialog, type ExportDialogProps } from './ExportDialog.tsx'

export type ExportHostProps = Omit<ExportDialogProps, 'exporter'>

/**
 * Keeps the page's one export for as long as the page lives. An export that ended badly while its
 * dialog was closed opens it again: no one should believe in a file that does not exist.
 */
export function ExportHost({ opened, ...dialog }: ExportHostProps) {
  const [exporter] = useState(() => createExport())
  const { phase } = useSyncExternalStore(exporter.subscribe, exporter.getState)
  const bad = phase === 'failed' || phase === 'incomplete'
  return <ExportDialog {...dialog} opened={opened || bad} exporter={exporter} />
}
