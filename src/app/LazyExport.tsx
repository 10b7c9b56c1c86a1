import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { ExportedView } from '../export/ExportDialog.tsx'
import type { Selection } from '../records/selection.ts'

const ExportDialog = lazyPart(() =>
  import('../export/ExportDialog.tsx').then((m) => m.ExportDialog),
)

interface LazyExportProps {
  ready: boolean
  view: Omit<ExportedView, 'selectedRecords'>
  selection: Selection
}

/** The export button. The dialog loads with the first click. */
export function LazyExport({ ready, view, selection }: LazyExportProps) {
  const t = useTranslations('records')
  const [opened, setOpened] = useState(false)
  const [everOpened, setEverOpened] = useState(false)
  const selected = useSyncExternalStore(selection.subscribe, selection.getState)
  // It stays when the address becomes invalid, because an export may be running.
  const [isThere, setIsThere] = useState(false)
  if (everOpened && ready && !isThere) setIsThere(true)
  return (
    <>
      <Button
        size="xs"
        leftSection={<IconDownload size={16} aria-hidden />}
        disabled={!ready}
        aria-haspopup="dialog"
        onClick={() => {
          setEverOpened(true)
          setOpened(true)
        }}
      >
        {t('export')}
      </Button>
      <Part>
        {isThere && (
          <ExportDialog
            {...view}
            selectedRecords={[...selected.values()]}
            opened={opened && ready}
            onClose={() => setOpened(false)}
          />
        )}
      </Part>
    </>
  )
}
