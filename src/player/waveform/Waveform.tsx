import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { Session } from '../../calls/call.ts'
import type { Listening } from '../create-listening.ts'
import type { Player } from '../create-player.ts'
import { usePlayer } from '../use-player.ts'
import type { ReadingState } from './analysis.ts'
import { useDrawing } from './draw-peaks.ts'
import { useGestures } from './use-gestures.ts'
import { useView } from './use-view.ts'
import classes from './Waveform.module.css'
import {
  type Mark,
  WaveformLayer,
  WaveformMarks,
  WaveformOverview,
  WaveformZoom,
} from './WaveformParts.tsx'

interface WaveformProps {
  player: Player
  listening: Listening
  /** Who speaks on the left and on the right, where that is known. */
  channels: Session['recordingChannels']
  /** Moments that somebody noted. */
  marks: readonly Mark[]
}

const SIDES = ['left', 'right'] as const
const NAMES = {
  loading: 'waveformLoading',
  whole: 'waveform',
  partial: 'waveformIncomplete',
} as const satisfies Record<Exclude<ReadingState, 'none'>, string>
const NONE: readonly [] = []

/**
 * The recording as it sounds over its time, as far as it is known; or why it is not shown. A pointer sees times in it, seeks, and draws the stretch to loop over; the slider is there
 * for everybody else. It fills three columns: the names of the sides, the picture, the zoom.
 */
export function Waveform({ player, listening, channels, marks }: WaveformProps) {
  const t = useTranslations('player')
  const elapsed = usePlayer(player, (state) => state.elapsed)
  const total = usePlayer(player, (state) => state.total)
  const hasFailed = usePlayer(player, (state) => state.status === 'failed')
  const seeks = usePlayer(player, (state) => state.canSeek && state.total !== null)
  const silence = useSyncExternalStore(listening.silence.subscribe, listening.silence.getState)
  const loop = useSyncExternalStore(listening.loop.subscribe, listening.loop.getState)
  const view = useView(total ?? 0, elapsed)
  const known = useSyncExternalStore(listening.analysis.subscribe, listening.analysis.getState)
  const peaks = known.analysis?.peaks ?? null
  const bins = peaks?.channels[0]?.length ?? 0
  const shown = total === null ? { from: 0, to: bins * (peaks?.secondsPerBin ?? 0) } : view.shown
  const { surface, pointed, drawn, handlers } = useGestures({
    view,
    onSeek: (seconds) => seeks && player.seek(seconds),
    onStretch: (stretch) => seeks && listening.loop.set(stretch),
  })
  const skipped = silence.skips && seeks ? silence.stretches : NONE
  useDrawing(surface, { peaks, ...shown, elapsed, skipped })
  if (hasFailed && !peaks) return null
  if (known.state === 'none')
    return <p className={classes.nothing}>{t(`noWaveform.${known.reason ?? 'unreadable'}`)}</p>

  return (
    <div className={classes.root} data-zoomed={view.view ? true : undefined}>
      <div className={classes.channels}>
        {peaks?.channels.length === 2 &&
          SIDES.map((side, index) => <span key={side}>{t(channels?.[index] ?? side)}</span>)}
      </div>
      <div className={classes.stage}>
        <canvas
          ref={surface}
          className={classes.canvas}
          role="img"
          aria-label={t(NAMES[known.state])}
          data-seeks={seeks || undefined}
          {...handlers}
        />
        {total !== null && <WaveformLayer {...{ shown, elapsed, pointed, loop: drawn ?? loop }} />}
        <WaveformMarks marks={marks} {...shown} onSeek={player.seek} />
        {view.view && <WaveformOverview view={view} length={total ?? 0} elapsed={elapsed} />}
      </div>
      {view.isOffered && <WaveformZoom view={view} />}
    </div>
  )
}
