import { ActionIcon } from '@mantine/core'
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { memo, type PointerEvent, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../../i18n/duration.ts'
import type { LoopState } from '../loop.ts'
import type { TimeSpan } from '../time-span.ts'
import { placeStyle, placeWithin, type useView } from './use-view.ts'
import layerClasses from './WaveformLayer.module.css'
import marksClasses from './WaveformMarks.module.css'
import overviewClasses from './WaveformOverview.module.css'
import zoomClasses from './WaveformZoom.module.css'

/** Zoom factor of one press. */
const STEP = 2

/** Zooms the waveform in and out. */
export function WaveformZoom({ view }: { view: ReturnType<typeof useView> }) {
  const t = useTranslations('player')
  return (
    <div className={zoomClasses.root}>
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

/** At its limit the button does nothing but is not disabled, because it may have the focus. */
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

interface WaveformOverviewProps {
  view: ReturnType<typeof useView>
  /** Length of the recording and position of the playback, in seconds. */
  length: number
  elapsed: number
}

/** Shows which part of the recording is in view. A pointer drags it like a scroll bar. */
export function WaveformOverview({ view, length, elapsed }: WaveformOverviewProps) {
  /** Pointer position at the last move of the view, in pixels. */
  const [grip, setGrip] = useState<number | null>(null)
  const whole = { from: 0, to: length }
  const { from, to } = view.shown

  function down({ currentTarget, button, pointerId, clientX }: PointerEvent): void {
    if (button !== 0) return
    currentTarget.setPointerCapture(pointerId)
    setGrip(clientX)
    const { left, width } = currentTarget.getBoundingClientRect()
    const second = ((clientX - left) / Math.max(width, 1)) * length
    if (second < from || second > to) view.move(second - (from + to) / 2)
  }
  function drag({ currentTarget, clientX }: PointerEvent): void {
    if (grip === null) return
    view.move(((clientX - grip) / Math.max(currentTarget.clientWidth, 1)) * length)
    setGrip(clientX)
  }
  const letGo = () => setGrip(null)

  return (
    <div
      className={overviewClasses.root}
      aria-hidden
      onPointerDown={down}
      onPointerMove={drag}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <div className={overviewClasses.thumb} style={placeStyle(whole, view.shown)} />
      <div
        className={overviewClasses.head}
        style={placeStyle(whole, { from: elapsed, to: elapsed })}
      />
    </div>
  )
}

interface WaveformLayerProps {
  /** The time span in view. All times are in seconds. */
  shown: TimeSpan
  /** The playback position. */
  elapsed: number
  /** The position under the pointer. */
  pointed: number | null
  /** The loop, or the one that is being drawn. */
  loop: LoopState
}

/** Draws the loop, the playback position and the time under the pointer over the waveform. */
export function WaveformLayer({ shown, elapsed, pointed, loop }: WaveformLayerProps) {
  const isShown = (second: number) => second >= shown.from && second <= shown.to
  const at = (from: number, to = from) => placeStyle(shown, { from, to })
  const { from, to } = loop
  return (
    <div className={layerClasses.root} aria-hidden>
      {from !== null && to !== null && from < shown.to && to > shown.from && (
        <div className={layerClasses.loop} style={at(from, to)} />
      )}
      {from !== null && to === null && isShown(from) && (
        <div className={layerClasses.loop} data-open style={at(from)} />
      )}
      {isShown(elapsed) && <div className={layerClasses.head} style={at(elapsed)} />}
      {pointed !== null && (
        <div className={layerClasses.place} style={at(pointed)}>
          <bdi
            className={layerClasses.time}
            data-side={placeWithin(shown, pointed) > 0.5 ? 'before' : 'after'}
          >
            {formatDuration(pointed)}
          </bdi>
        </div>
      )}
    </div>
  )
}

/** A position that has a note. */
export interface Mark {
  /** Seconds from the start of the recording. */
  seconds: number
  text: string
}

interface WaveformMarksProps {
  marks: readonly Mark[]
  /** The time span in view, in seconds from the start. */
  from: number
  to: number
  onSeek: (seconds: number) => void
}

/**
 * Shows a mark for each note, which seeks there. It is memoized, because there may be a thousand.
 */
export const WaveformMarks = memo(({ marks, from, to, onSeek }: WaveformMarksProps) => {
  const t = useTranslations('player')
  const seen = marks.filter(({ seconds }) => seconds >= from && seconds <= to)
  const apart = new Map(seen.map((mark) => [`${mark.seconds} ${mark.text}`, mark]))
  return [...apart].map(([key, { seconds, text }]) => (
    <button
      key={key}
      type="button"
      className={marksClasses.mark}
      style={placeStyle({ from, to }, { from: seconds, to: seconds })}
      title={text}
      aria-label={t('mark', { time: formatDuration(seconds), text })}
      onClick={() => onSeek(seconds)}
    />
  ))
})
