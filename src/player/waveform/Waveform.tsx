import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { Session } from '../../calls/call.ts'
import { useListening, useView } from '../listening.ts'
import { usePlayer, usePlayerApi } from '../PlayerProvider.tsx'
import type { AnalysisState } from './analysis.ts'
import { useDrawing } from './draw-peaks.ts'
import { SeekSlider, Times } from './SeekSlider.tsx'
import { useGestures } from './use-gestures.ts'
import classes from './Waveform.module.css'
import { type Mark, WaveformLayer, WaveformMarks } from './WaveformParts.tsx'

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

/**
 * The seek bar: the waveform as far as it is known, or a slim track, with the times beside it. The
 * agent is above the customer if the recording has both and they are known.
 */
export function Waveform({ speakers, marks }: WaveformProps) {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const listening = useListening()
  const callId = usePlayer((state) => state.call?.id)
  const elapsed = usePlayer((state) => state.elapsed)
  const total = usePlayer((state) => state.total)
  const hasFailed = usePlayer((state) => state.status === 'failed')
  const { silences } = useStore(listening.skipSilence)
  const loop = useStore(listening.loop)
  const { state, reason, analysis } = useStore(listening.analysis)
  const view = useView()
  const canSeek = usePlayer((state) => state.canSeek && state.total !== null)
  const gestures = useGestures({ view, onSpan: (span) => canSeek && listening.loop.set(span) })
  const canvas = useRef<HTMLCanvasElement>(null)
  const peaks = analysis?.peaks ?? null
  const isSwapped = speakers?.[0] === 'customer'
  const bins = peaks?.channels[0]?.length ?? 0
  const shown = total === null ? { from: 0, to: bins * (peaks?.secondsPerBin ?? 0) } : view.shown
  useDrawing(canvas, { peaks, ...shown, elapsed, silences, isSwapped })
  const names = CHANNELS.map((channel, index) => t(speakers?.[index] ?? channel))

  return (
    <div className={classes.root}>
      <div className={classes.channels}>
        {peaks?.channels.length === 2 &&
          (isSwapped ? names.toReversed() : names).map((name) => <span key={name}>{name}</span>)}
      </div>
      <div className={classes.stage} data-bare={!peaks || undefined}>
        {state !== 'none' && (peaks || !hasFailed) && (
          <canvas
            key={callId}
            ref={canvas}
            className={classes.canvas}
            role="img"
            aria-label={t(NAMES[state])}
          />
        )}
        {state === 'none' && !hasFailed && (
          <p className={classes.nothing}>{t(`noWaveform.${reason ?? 'unreadable'}`)}</p>
        )}
        {total !== null && (
          <WaveformLayer shown={shown} pointed={gestures.pointed} loop={gestures.drawn ?? loop} />
        )}
        <SeekSlider view={view.view} gestures={gestures} />
        <WaveformMarks marks={marks} {...shown} onSeek={player.seek} />
      </div>
      <Times />
    </div>
  )
}
