import { type CSSProperties, type PointerEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../../i18n/duration.ts'
import type { Player } from '../create-player.ts'
import { usePlayer } from '../use-player.ts'
import { useDrawing } from './use-drawing.ts'
import { usePeaks } from './use-peaks.ts'
import classes from './Waveform.module.css'

interface WaveformProps {
  player: Player
  /** Id of the call that is played. */
  id: string
  /** Address of its recording. */
  recording: string
}

const SIDES = ['left', 'right'] as const

/**
 * The recording as it sounds over its time, as far as it is known; nothing where it cannot be
 * known. A pointer sees times in it and seeks; the slider is there for everybody else.
 */
export function Waveform({ player, id, recording }: WaveformProps) {
  const t = useTranslations('player')
  const elapsed = usePlayer(player, (state) => state.elapsed)
  const total = usePlayer(player, (state) => state.total)
  const hasFailed = usePlayer(player, (state) => state.status === 'failed')
  const seeks = usePlayer(
    player,
    (state) => (state.canSeek || state.seeksLate) && state.total !== null,
  )
  const known = usePeaks(player, id, recording)
  const peaks = known.state === 'none' ? null : known.peaks
  const canvas = useDrawing(peaks, total, elapsed)
  /** Where the pointer is, from 0 at the start to 1 at the end. */
  const [place, setPlace] = useState<number | null>(null)
  if (known.state === 'none' || (hasFailed && !peaks)) return null

  function follow(event: PointerEvent): void {
    setPlace(placeOf(event))
  }
  function hold(event: PointerEvent): void {
    if (event.isPrimary && event.button === 0)
      event.currentTarget.setPointerCapture(event.pointerId)
  }
  function release(event: PointerEvent): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    if (seeks && total !== null) player.seek(placeOf(event) * total)
    if (event.pointerType !== 'mouse') setPlace(null) // a finger leaves where it is lifted
  }

  return (
    <div className={classes.root}>
      <canvas
        ref={canvas}
        className={classes.canvas}
        role="img"
        aria-label={t(known.state === 'whole' ? 'waveform' : 'waveformLoading')}
        data-seeks={seeks || undefined}
        onPointerMove={follow}
        onPointerDown={hold}
        onPointerUp={release}
        onPointerLeave={() => setPlace(null)}
        onPointerCancel={() => setPlace(null)}
      />
      {peaks?.lanes.length === 2 && (
        <div className={classes.lanes}>
          {SIDES.map((side) => (
            <span key={side} className={classes.lane}>
              {t(side)}
            </span>
          ))}
        </div>
      )}
      {place !== null && total !== null && (
        <div
          className={classes.place}
          style={{ '--place': `${place * 100}%` } as CSSProperties}
          aria-hidden
        >
          <bdi className={classes.time} data-side={place > 0.5 ? 'before' : 'after'}>
            {formatDuration(place * total)}
          </bdi>
        </div>
      )}
    </div>
  )
}

function placeOf({ currentTarget, clientX }: PointerEvent): number {
  const { left, width } = currentTarget.getBoundingClientRect()
  return Math.min(Math.max((clientX - left) / Math.max(width, 1), 0), 1)
}
