import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ExportedView } from './export/ExportPanel.tsx'

const ExportHost = lazy(() =>
  import('./export/ExportHost.tsx').then((m) => ({ default: m.ExportHost })),
)

/** The way to take the view away; what does the work is loaded with the first click. */
export function ExportPlace({ ready, view }: { ready: boolean; view: ExportedView }) {
  const t = useTranslations('export')
  const [opened, setOpened] = useState(false)
  const [everOpened, setEverOpened] = useState(false)
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
        {t('open')}
      </Button>
      <Suspense>
        {everOpened && <ExportHost {...view} opened={opened} onClose={() => setOpened(false)} />}
      </Suspense>
    </>
  )
}
