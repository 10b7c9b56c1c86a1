import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { Session } from '../../calls/call.ts'
import { useListening } from '../listening.ts'
import { usePlayer, usePlayerApi } from '../PlayerProvider.tsx'
import type { AnalysisState } from './analysis.ts'
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
  /** The speakers on the left and on the right, if known. */
  speakers: Session['recordingChannels']
  /** Positions that have a note. */
  marks: readonly Mark[]
}

const CHANNELS = ['left', 'right'] as const
const NAMES = {
  loading: 'waveformLoading',
  whole: 'waveform',
  partial: 'waveformIncomplete',
} as const satisfies Record<Exclude<AnalysisState, 'none'>, string>
const NONE: readonly [] = []

/**
 * Shows the waveform as far as it is known, or why there is none. A pointer shows times, seeks and
 * draws a loop. The seek bar is the way for keyboards. The parts fill three columns: channel names,
 * picture, zoom buttons.
 */
export function Waveform({ speakers, marks }: WaveformProps) {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const listening = useListening()
  const elapsed = usePlayer((state) => state.elapsed)
  const total = usePlayer((state) => state.total)
  const hasFailed = usePlayer((state) => state.status === 'failed')
  const seeks = usePlayer((state) => state.canSeek && state.total !== null)
  const { isOn, silences } = useStore(listening.skipSilence)
  const loop = useStore(listening.loop)
  const view = useView(total ?? 0, elapsed)
  const known = useStore(listening.analysis)
  const peaks = known.analysis?.peaks ?? null
  const bins = peaks?.channels[0]?.length ?? 0
  const shown = total === null ? { from: 0, to: bins * (peaks?.secondsPerBin ?? 0) } : view.shown
  const { surface, pointed, drawn, handlers } = useGestures({
    view,
    onSeek: (seconds) => seeks && player.seek(seconds),
    onSpan: (span) => seeks && listening.loop.set(span),
  })
  const skipped = isOn && seeks ? silences : NONE
  useDrawing(surface, { peaks, ...shown, elapsed, skipped })
  if (hasFailed && !peaks) return null
  if (known.state === 'none')
    return <p className={classes.nothing}>{t(`noWaveform.${known.reason ?? 'unreadable'}`)}</p>

  return (
    <div className={classes.root} data-zoomed={view.view ? true : undefined}>
      <div className={classes.channels}>
        {peaks?.channels.length === 2 &&
          CHANNELS.map((channel, index) => (
            <span key={channel}>{t(speakers?.[index] ?? channel)}</span>
          ))}
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
