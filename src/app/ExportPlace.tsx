import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { ExportedView } from '../export/ExportPanel.tsx'
import { leftMark } from '../export/left-mark.ts'
import type { Shelf } from '../notes/create-shelf.ts'
import type { Selection } from '../records/selection.ts'

const ExportWithNotes = lazyPart(() =>
  import('./ExportWithNotes.tsx').then((m) => m.ExportWithNotes),
)

interface ExportPlaceProps {
  ready: boolean
  view: Omit<ExportedView, 'selectedRecords'>
  shelf: Shelf
  selection: Selection
}

/** The way to take the view away; what does the work loads with the first click, or to go on with it. */
export function ExportPlace({ ready, view, ...kept }: ExportPlaceProps) {
  const t = useTranslations('records')
  const [opened, setOpened] = useState(false)
  const [everOpened, setEverOpened] = useState(leftMark.isSet)
  // It stays, whatever becomes of the address: an export goes on in it.
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
          <ExportWithNotes
            {...view}
            {...kept}
            opened={opened && ready}
            onClose={() => setOpened(false)}
          />
        )}
      </Part>
    </>
  )
}
