import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { ExportedView } from '../export/ExportDialog.tsx'
import type { ExportRows } from '../export/ExportForm.tsx'
import type { Selection } from '../records/selection.ts'

const ExportDialog = lazyPart(() =>
  import('../export/ExportDialog.tsx').then((m) => m.ExportDialog),
)

interface LazyExportProps {
  ready: boolean
  view: Omit<ExportedView, 'selectedRecords'>
  selection: Selection
  /** The rows that the dialog offers first; `null` while it is closed. */
  rows: ExportRows | null
  onRows: (rows: ExportRows | null) => void
}

/** The dialog wraps the button, so React creates a new one when the dialog loads. */
const takeFocus = (button: HTMLButtonElement | null) => {
  if (document.activeElement === document.body) button?.focus()
}

/** The export button. The dialog loads with the first click. */
export function LazyExport({ ready, view, selection, rows, onRows }: LazyExportProps) {
  const t = useTranslations('records')
  const selected = useSyncExternalStore(selection.subscribe, selection.getState)
  // It stays when the address becomes invalid, because an export may be running.
  const [isThere, setIsThere] = useState(false)
  if (rows !== null && ready && !isThere) setIsThere(true)
  const target = (
    <Button
      ref={isThere ? takeFocus : undefined}
      variant={rows === null ? 'filled' : 'light'}
      leftSection={<IconDownload size={16} aria-hidden />}
      disabled={!ready}
      aria-haspopup="dialog"
      aria-expanded={rows !== null}
      onClick={() => onRows(rows !== null ? null : selected.size > 0 ? 'selected' : 'all')}
    >
      {t('export')}
    </Button>
  )
  if (!isThere) return target
  return (
    <Part
      fallback={target}
      failed={(notice) => (
        <>
          {target}
          {notice}
        </>
      )}
    >
      <ExportDialog
        {...view}
        selectedRecords={[...selected.values()]}
        rows={ready ? rows : null}
        onClose={() => onRows(null)}
        target={target}
      />
    </Part>
  )
}
