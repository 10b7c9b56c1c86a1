import { ActionIcon } from '@mantine/core'
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { useView } from './use-view.ts'
import classes from './WaveformZoom.module.css'

/** How many times larger a press makes it. */
const STEP = 2

/** Two buttons that bring the waveform closer, and back. */
export function WaveformZoom({ view }: { view: ReturnType<typeof useView> }) {
  const t = useTranslations('player')
  return (
    <div className={classes.root}>
      <ActionIcon
        size={24}
        variant="subtle"
        color="gray"
        aria-label={t('zoomIn')}
        disabled={!view.canZoomIn}
        onClick={() => view.zoom(STEP)}
      >
        <IconZoomIn size={16} />
      </ActionIcon>
      <ActionIcon
        size={24}
        variant="subtle"
        color="gray"
        aria-label={t('zoomOut')}
        disabled={view.view === null}
        onClick={() => view.zoom(1 / STEP)}
      >
        <IconZoomOut size={16} />
      </ActionIcon>
    </div>
  )
}
