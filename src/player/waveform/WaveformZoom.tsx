import { ActionIcon } from '@mantine/core'
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import type { ReactNode } from 'react'
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
      <ZoomButton name={t('zoomIn')} can={view.canZoomIn} onClick={() => view.zoom(STEP)}>
        <IconZoomIn size={16} />
      </ZoomButton>
      <ZoomButton name={t('zoomOut')} can={view.view !== null} onClick={() => view.zoom(1 / STEP)}>
        <IconZoomOut size={16} />
      </ZoomButton>
    </div>
  )
}

interface ZoomButtonProps {
  name: string
  can: boolean
  onClick: () => void
  children: ReactNode
}

/** At the end it stays a button that has the focus, and does nothing. */
function ZoomButton({ name, can, onClick, children }: ZoomButtonProps) {
  return (
    <ActionIcon
      size={24}
      variant="subtle"
      color="gray"
      aria-label={name}
      aria-disabled={!can || undefined}
      {...(!can && { 'data-disabled': true })}
      onClick={() => can && onClick()}
    >
      {children}
    </ActionIcon>
  )
}
