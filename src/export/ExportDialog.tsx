import { Modal } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { Exporter } from './create-export.ts'
import classes from './ExportDialog.module.css'
import { type ExportedView, ExportPanel } from './ExportPanel.tsx'

export interface ExportDialogProps extends ExportedView {
  opened: boolean
  onClose: () => void
  exporter: Exporter
  /** What can be taken away beside the view: other features', handed in. */
  beside?: { title: string; content: ReactNode }
}

/** Takes the view away as a file. Closing it leaves a running export running. */
export function ExportDialog({ opened, onClose, exporter, beside, ...view }: ExportDialogProps) {
  const t = useTranslations()
  const state = useSyncExternalStore(exporter.subscribe, exporter.getState)
  // Modal learns where to return the focus when it opens, not when it is there open from the start,
  // which it is where opening it is what loads it.
  const isMounted = useMounted()
  const close = () => {
    exporter.dismiss()
    onClose()
  }
  return (
    <Modal
      opened={opened && isMounted}
      onClose={close}
      title={t('export.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('export.close') }}
    >
      <ExportPanel exporter={exporter} state={state} {...view} />
      {beside && (
        <section className={classes.beside} aria-label={beside.title}>
          <h3 className={classes.title}>{beside.title}</h3>
          {beside.content}
        </section>
      )}
    </Modal>
  )
}
